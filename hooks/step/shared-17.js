// @bun
import{Nc}from"./shared-46.js";import{Hf}from"./shared-59.js";import{rt}from"./shared-42.js";async function Se({project:n,env:r},o){if(!Hf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&rt(t.pid,t.start))await Nc(t.pid)}}
export{Se};
