// @bun
var Ip=["correct","answer","revise","name"],Zt=(e)=>({...e,gate:"review"}),qs=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Ip,Zt,qs};
