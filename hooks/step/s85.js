// @bun
var hf=["correct","answer","revise","name"],en=(e)=>({...e,gate:"review"}),no=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{hf,en,no};
