// @bun
var Ed="decides in your place";
export{Ed};
