// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Cm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Cm};
