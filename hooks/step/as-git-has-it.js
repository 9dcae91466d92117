// @bun
var s=()=>process.getBuiltinModule("node:module").createRequire(Bun.main),a=(...t)=>s()("../dist/parts/as-git-has-it.js").asGitHasIt(...t);export{a as asGitHasIt};
