// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Am=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Am};
