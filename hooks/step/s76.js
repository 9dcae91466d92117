// @bun
var Ra="decides in your place";
export{Ra};
