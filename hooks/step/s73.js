// @bun
var Mp=["correct","answer","revise","name"],Zt=(e)=>({...e,gate:"review"}),dn=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Mp,Zt,dn};
