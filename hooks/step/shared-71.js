// @bun
import{zc}from"./shared-40.js";import{Zf}from"./shared-43.js";import{rt}from"./shared-50.js";async function Se({project:n,env:r},o){if(!Zf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&rt(t.pid,t.start))await zc(t.pid)}}
export{Se};
