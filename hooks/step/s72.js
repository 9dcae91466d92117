// @bun
var Eo={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Eo};
