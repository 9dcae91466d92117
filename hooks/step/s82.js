// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),wm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{wm};
