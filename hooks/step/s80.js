// @bun
var n=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),Yf=(...e)=>n()("../dist/person.js").behindCall(...e);
export{Yf};
