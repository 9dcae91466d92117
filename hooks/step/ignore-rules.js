// @bun
var o=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),s=(...e)=>o()("../dist/parts/ignore-rules.js").ignoreRules(...e);export{s as ignoreRules};
