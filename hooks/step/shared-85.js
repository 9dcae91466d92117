// @bun
var ta={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ta};
