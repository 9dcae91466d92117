// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),dm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{dm};
