// @bun
var sa={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{sa};
