// @bun
var du=["correct","answer","name","revise"],hr=(e)=>({...e,gate:"review"});
export{du,hr};
