// @bun
var fa="decides in your place";
export{fa};
