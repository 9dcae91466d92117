// @bun
var na="decides in your place";
export{na};
