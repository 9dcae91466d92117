// @bun
var aa="decides in your place";
export{aa};
