// @bun
var ye={takes:"nothing",about:"Ask nobody where an answer can be assumed"},Vf="issue";
export{ye,Vf};
