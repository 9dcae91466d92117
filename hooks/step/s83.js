// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),ym=(...e)=>n()("../dist/person.js").behindCall(...e);
export{ym};
