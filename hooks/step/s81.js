// @bun
var ha="decides in your place";
export{ha};
