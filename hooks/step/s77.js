// @bun
var da="decides in your place";
export{da};
