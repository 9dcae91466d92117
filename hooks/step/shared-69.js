// @bun
import{wc}from"./shared-11.js";import{Ef}from"./shared-14.js";import{st}from"./shared-61.js";async function xe({project:n,env:r},o){if(!Ef(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&st(t.pid,t.start))await wc(t.pid)}}
export{xe};
