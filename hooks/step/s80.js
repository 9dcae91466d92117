// @bun
var aa={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{aa};
