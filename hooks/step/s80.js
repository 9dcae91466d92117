// @bun
var la="decides in your place";
export{la};
