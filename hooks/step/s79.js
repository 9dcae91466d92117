// @bun
var oa="decides in your place";
export{oa};
