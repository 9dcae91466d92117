// @bun
var wi={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{wi};
