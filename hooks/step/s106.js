// @bun
var _m=["correct","answer","revise","name"],Tn=(e)=>({...e,gate:"review"}),Kn=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{_m,Tn,Kn};
