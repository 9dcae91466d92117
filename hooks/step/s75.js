// @bun
var Bs={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Bs};
