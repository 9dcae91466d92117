// @bun
import{se}from"./s55.js";import{existsSync as s}from"fs";import{delimiter as a,dirname as t,join as o,resolve as f}from"path";function zo(){let e=process.env.CLAUDE_PLUGIN_ROOT;for(let n=t(Bun.main);;n=t(n)){if(s(o(n,".claude-plugin","plugin.json")))return n;if(t(n)===n)return e??t(t(Bun.main))}}function yn({root:e}){let n=zo();return se(n,e)||se(e,n)?null:n}
export{zo,yn};
