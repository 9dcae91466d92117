// @bun
var ti={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ti};
