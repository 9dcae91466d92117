// @bun
var pa="decides in your place";
export{pa};
