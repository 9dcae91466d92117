// @bun
import{gc}from"./s57.js";import{gf}from"./s46.js";import{_t}from"./s7.js";async function Uo({project:n,env:r},o){if(!gf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&_t(t.pid,t.start))await gc(t.pid)}}
export{Uo};
