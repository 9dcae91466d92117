// @bun
var s=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),t=(...e)=>s()("../dist/parts/disk-tree.js").diskTree(...e);export{t as diskTree};
