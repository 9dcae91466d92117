// @bun
var o=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),t=(...e)=>o()("../dist/person.js").broughtBack(...e);export{t as broughtBack};
