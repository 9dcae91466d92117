// @bun
var _a="decides in your place";
export{_a};
