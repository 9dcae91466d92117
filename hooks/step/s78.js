// @bun
var Gs={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Gs};
