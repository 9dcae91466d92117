// @bun
var e=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),i=(...t)=>e()("../dist/parts/git-notice.js").gitNotice(...t);export{i as gitNotice};
