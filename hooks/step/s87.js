// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Em=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Em};
