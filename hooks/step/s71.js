// @bun
var _p=["correct","answer","revise","name"],Kt=(e)=>({...e,gate:"review"}),un=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{_p,Kt,un};
