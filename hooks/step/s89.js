// @bun
var ye={takes:"nothing",about:"Ask nobody where an answer can be assumed"},rf="issue";
export{ye,rf};
