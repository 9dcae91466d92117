// @bun
var pf=["correct","answer","revise","name"],Jt=(e)=>({...e,gate:"review"}),to=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{pf,Jt,to};
