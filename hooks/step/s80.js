// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),pm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{pm};
