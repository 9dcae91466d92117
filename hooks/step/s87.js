// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),$m=(...e)=>n()("../dist/person.js").behindCall(...e);
export{$m};
