// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Jf=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Jf};
