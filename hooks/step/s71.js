// @bun
var Dp=["correct","answer","revise","name"],Zt=(e)=>({...e,gate:"review"}),Us=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Dp,Zt,Us};
