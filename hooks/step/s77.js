// @bun
var jo={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{jo};
