// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),lm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{lm};
