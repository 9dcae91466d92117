// @bun
var Dp=["correct","answer","revise","name"],Zt=(e)=>({...e,gate:"review"}),Bs=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Dp,Zt,Bs};
