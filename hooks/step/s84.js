// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),_m=(...e)=>n()("../dist/person.js").behindCall(...e);
export{_m};
