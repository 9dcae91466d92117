// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),fm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{fm};
