// @bun
var bc="decides in your place";
export{bc};
