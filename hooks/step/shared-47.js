// @bun
import{bc}from"./shared-32.js";import{Af}from"./shared-21.js";import{ot}from"./shared-8.js";async function xe({project:n,env:r},o){if(!Af(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&ot(t.pid,t.start))await bc(t.pid)}}
export{xe};
