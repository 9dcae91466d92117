// @bun
var au=["correct","answer","name","revise"],gr=(e)=>({...e,gate:"review"});
export{au,gr};
