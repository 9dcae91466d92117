// @bun
var Pp=["correct","answer","revise","name"],Kt=(e)=>({...e,gate:"review"}),un=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Pp,Kt,un};
