// @bun
var Ii={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{Ii};
