// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),nm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{nm};
