// @bun
import{ne}from"./s57.js";import{existsSync as s}from"fs";import{delimiter as a,dirname as t,join as o,resolve as f}from"path";function Er(){let e=process.env.CLAUDE_PLUGIN_ROOT;for(let n=t(Bun.main);;n=t(n)){if(s(o(n,".claude-plugin","plugin.json")))return n;if(t(n)===n)return e??t(t(Bun.main))}}function wn({root:e}){let n=Er();return ne(n,e)||ne(e,n)?null:n}
export{Er,wn};
