// @bun
import{existsSync as e,readFileSync as u}from"fs";import{delimiter as a,dirname as t,join as o,resolve as f}from"path";function Gs(){let s=process.env.CLAUDE_PLUGIN_ROOT;for(let n=t(Bun.main);;n=t(n)){if(e(o(n,".claude-plugin","plugin.json")))return n;if(t(n)===n)return s??t(t(Bun.main))}}
export{Gs};
