// @bun
import{qc}from"./s48.js";import{op}from"./s44.js";import{st}from"./s71.js";async function Re({project:n,env:r},o){if(!op(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&st(t.pid,t.start))await qc(t.pid)}}
export{Re};
