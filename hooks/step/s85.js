// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Om=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Om};
