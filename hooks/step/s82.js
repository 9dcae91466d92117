// @bun
var ef=["correct","answer","revise","name"],Qt=(e)=>({...e,gate:"review"}),Hs=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{ef,Qt,Hs};
