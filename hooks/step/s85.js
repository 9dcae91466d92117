// @bun
var gf=["correct","answer","revise","name"],en=(e)=>({...e,gate:"review"}),no=(e)=>e.gate!=="checkpoint"&&e.gate!=="wave";
export{gf,en,no};
