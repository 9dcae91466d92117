// @bun
var ca="decides in your place";
export{ca};
