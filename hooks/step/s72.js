// @bun
var sd="decides in your place";
export{sd};
