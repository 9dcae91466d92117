// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),vm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{vm};
