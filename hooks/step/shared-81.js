// @bun
var hu=["correct","answer","name","revise"],hr=(e)=>({...e,gate:"review"});
export{hu,hr};
