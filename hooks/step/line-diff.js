// @bun
var i=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),n=(...e)=>i()("../dist/parts/line-diff.js").lineDiff(...e);export{n as lineDiff};
