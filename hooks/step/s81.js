// @bun
var Us={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Us};
