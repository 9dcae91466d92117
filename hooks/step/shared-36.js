// @bun
var Vs={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Vs};
