// @bun
var ge={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ge};
