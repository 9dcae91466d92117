// @bun
import{tl}from"./s13.js";import{Gf}from"./s65.js";import{It}from"./s81.js";async function fi({project:n,env:r},o){if(!Gf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&It(t.pid,t.start))await tl(t.pid)}}
export{fi};
