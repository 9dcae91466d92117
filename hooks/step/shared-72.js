// @bun
var Ni={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Ni};
