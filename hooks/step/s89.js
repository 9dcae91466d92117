// @bun
var ye={takes:"nothing",about:"Ask nobody where an answer can be assumed"},of="issue";
export{ye,of};
