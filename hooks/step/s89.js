// @bun
var wa={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{wa};
