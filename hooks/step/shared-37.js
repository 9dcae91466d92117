// @bun
var Fs={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Fs};
