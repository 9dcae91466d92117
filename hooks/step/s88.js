// @bun
var qp=["correct","answer","revise","name"],Kt=(e)=>({...e,gate:"review"}),Gs=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{qp,Kt,Gs};
