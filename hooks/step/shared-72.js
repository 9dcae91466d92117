// @bun
var Di={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Di};
