// @bun
var Kp=["correct","answer","revise","name"],Zt=(e)=>({...e,gate:"review"}),Us=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Kp,Zt,Us};
