// @bun
var jp=["correct","answer","revise","name"],Kt=(e)=>({...e,gate:"review"}),un=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{jp,Kt,un};
