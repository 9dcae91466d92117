// @bun
var Oa="decides in your place";
export{Oa};
