// @bun
var lp=["correct","answer","revise","name"],Vt=(e)=>({...e,gate:"review"}),un=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{lp,Vt,un};
