// @bun
var ha={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ha};
