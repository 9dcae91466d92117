// @bun
var o=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),r=(...e)=>o()("../dist/person.js").reportOf(...e);export{r as reportOf};
