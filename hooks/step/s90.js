// @bun
var ye={takes:"nothing",about:"Ask nobody where an answer can be assumed"},Hf="issue";
export{ye,Hf};
