// @bun
var ef=["correct","answer","revise","name"],Xt=(e)=>({...e,gate:"review"}),Hs=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{ef,Xt,Hs};
