// @bun
var Od="decides in your place";
export{Od};
