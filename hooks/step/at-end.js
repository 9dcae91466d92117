// @bun
var o=()=>({files:[],problems:[]});export{o as outputs};
