// @bun
var _o={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{_o};
