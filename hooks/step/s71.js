// @bun
var Fp=["correct","answer","revise","name"],sn=(e)=>({...e,gate:"review"}),kn=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Fp,sn,kn};
