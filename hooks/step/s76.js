// @bun
var Sa="decides in your place";
export{Sa};
