// @bun
var Hs={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Hs};
