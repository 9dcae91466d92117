// @bun
var Yp=["correct","answer","revise","name"],Kt=(e)=>({...e,gate:"review"}),Gs=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Yp,Kt,Gs};
