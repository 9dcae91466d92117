// @bun
var Oi={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Oi};
