// @bun
var Fi={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Fi};
