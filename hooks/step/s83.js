// @bun
var ea="decides in your place";
export{ea};
