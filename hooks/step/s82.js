// @bun
var ca={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{ca};
