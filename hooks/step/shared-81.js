// @bun
var fu=["correct","answer","name","revise"],hr=(e)=>({...e,gate:"review"});
export{fu,hr};
