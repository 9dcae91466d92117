// @bun
import{Wc}from"./s49.js";import{op}from"./s45.js";import{st}from"./s70.js";async function Re({project:n,env:r},o){if(!op(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&st(t.pid,t.start))await Wc(t.pid)}}
export{Re};
