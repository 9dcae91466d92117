// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),em=(...e)=>n()("../dist/person.js").behindCall(...e);
export{em};
