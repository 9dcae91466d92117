// @bun
var xa="decides in your place";
export{xa};
