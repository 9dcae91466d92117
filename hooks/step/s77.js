// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Hf=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Hf};
