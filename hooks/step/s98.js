// @bun
var $e={takes:"nothing",about:"Ask nobody where an answer can be assumed"};
export{$e};
