// @bun
var ye={takes:"nothing",about:"Ask nobody where an answer can be assumed"},Bf="issue";
export{ye,Bf};
