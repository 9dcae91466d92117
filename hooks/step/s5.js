// @bun
import{Ac}from"./s15.js";import{Nf}from"./s41.js";import{_t}from"./s68.js";async function Qo({project:n,env:r},o){if(!Nf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&_t(t.pid,t.start))await Ac(t.pid)}}
export{Qo};
