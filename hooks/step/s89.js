// @bun
var sa="decides in your place";
export{sa};
