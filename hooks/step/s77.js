// @bun
var Pf=["correct","answer","revise","name"],sn=(e)=>({...e,gate:"review"}),io=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Pf,sn,io};
