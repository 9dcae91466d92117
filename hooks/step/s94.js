// @bun
var ka="decides in your place";
export{ka};
