// @bun
var Hi="decides in your place";
export{Hi};
