// @bun
import{yc}from"./s73.js";import{wf}from"./s63.js";import{vt}from"./s75.js";async function Ho({project:n,env:r},o){if(!wf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&vt(t.pid,t.start))await yc(t.pid)}}
export{Ho};
