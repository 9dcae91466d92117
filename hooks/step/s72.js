// @bun
var Jp=["correct","answer","revise","name"],Zt=(e)=>({...e,gate:"review"}),Us=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Jp,Zt,Us};
