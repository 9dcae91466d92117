// @bun
var ia="decides in your place";
export{ia};
