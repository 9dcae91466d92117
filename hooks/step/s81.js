// @bun
var ra="decides in your place";
export{ra};
