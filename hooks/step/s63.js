// @bun
import{tl}from"./s14.js";import{ud}from"./s47.js";import{pt}from"./s9.js";async function yo({project:n,env:r},o){if(!ud(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&pt(t.pid,t.start))await tl(t.pid)}}
export{yo};
