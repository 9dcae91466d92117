// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Pm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Pm};
