// @bun
var ye={takes:"nothing",about:"Ask nobody where an answer can be assumed"},Uf="issue";
export{ye,Uf};
