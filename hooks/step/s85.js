// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),jm=(...e)=>n()("../dist/person.js").behindCall(...e);
export{jm};
