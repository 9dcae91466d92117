// @bun
import{ne}from"./s35.js";import{existsSync as s,readFileSync as u}from"fs";import{delimiter as a,dirname as t,join as o,resolve as f}from"path";function Or(){let e=process.env.CLAUDE_PLUGIN_ROOT;for(let n=t(Bun.main);;n=t(n)){if(s(o(n,".claude-plugin","plugin.json")))return n;if(t(n)===n)return e??t(t(Bun.main))}}function Zs({root:e}){let n=Or();return ne(n,e)||ne(e,n)?null:n}
export{Or,Zs};
