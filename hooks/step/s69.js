// @bun
var Mp=["correct","answer","revise","name"],Zt=(e)=>({...e,gate:"review"}),pn=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Mp,Zt,pn};
