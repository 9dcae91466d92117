// @bun
import{oe}from"./s44.js";import{existsSync as e,readFileSync as u}from"fs";import{delimiter as a,dirname as t,join as o,resolve as f}from"path";function Rr(){let s=process.env.CLAUDE_PLUGIN_ROOT;for(let n=t(Bun.main);;n=t(n)){if(e(o(n,".claude-plugin","plugin.json")))return n;if(t(n)===n)return s??t(t(Bun.main))}}function Js({root:s}){let n=Rr();return oe(n,s)||oe(s,n)?null:n}
export{Rr,Js};
