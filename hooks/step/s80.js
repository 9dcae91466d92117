// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),sm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{sm};
