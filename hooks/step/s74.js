// @bun
var Ef=["correct","answer","revise","name"],sn=(e)=>({...e,gate:"review"}),ro=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{Ef,sn,ro};
