// @bun
var ya={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ya};
