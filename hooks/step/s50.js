// @bun
import{gc}from"./s55.js";import{gf}from"./s29.js";import{vt}from"./s7.js";async function Uo({project:n,env:r},o){if(!gf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&vt(t.pid,t.start))await gc(t.pid)}}
export{Uo};
