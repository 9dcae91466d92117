// @bun
var me={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{me};
