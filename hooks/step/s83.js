// @bun
var la={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{la};
