// @bun
var Xs={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Xs};
