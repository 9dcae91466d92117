// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),gm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{gm};
