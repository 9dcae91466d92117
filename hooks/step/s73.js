// @bun
var So={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{So};
