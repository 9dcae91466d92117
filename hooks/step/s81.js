// @bun
var Ks={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Ks};
