// @bun
var Ep=["correct","answer","revise","name"],Xt=(e)=>({...e,gate:"review"}),mn=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Ep,Xt,mn};
