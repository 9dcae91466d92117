// @bun
import{vc}from"./s5.js";import{_f}from"./s63.js";import{vt}from"./s27.js";async function Ko({project:n,env:r},o){if(!_f(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&vt(t.pid,t.start))await vc(t.pid)}}
export{Ko};
