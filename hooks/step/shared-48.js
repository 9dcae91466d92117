// @bun
import{dc}from"./shared-10.js";import{_f}from"./shared-5.js";import{st}from"./shared-33.js";async function xe({project:n,env:r},o){if(!_f(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&st(t.pid,t.start))await dc(t.pid)}}
export{xe};
