// @bun
var Md="decides in your place";
export{Md};
