// @bun
var o=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),d=(...e)=>o()("../dist/person.js").held(...e);export{d as held};
