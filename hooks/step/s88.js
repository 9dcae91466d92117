// @bun
var wf=["correct","answer","revise","name"],tn=(e)=>({...e,gate:"review"}),so=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{wf,tn,so};
