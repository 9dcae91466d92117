// @bun
var ms={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ms};
