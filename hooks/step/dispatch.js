// @bun
var o=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),s=(...e)=>o()("../dist/person.js").dispatch(...e);export{s as dispatch};
