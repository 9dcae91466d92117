// @bun
var ia={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ia};
