// @bun
var ma="decides in your place";
export{ma};
