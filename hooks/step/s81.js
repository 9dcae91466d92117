// @bun
var ga="decides in your place";
export{ga};
