// @bun
var ye={takes:"nothing",about:"Ask nobody where an answer can be assumed"},Gf="issue";
export{ye,Gf};
