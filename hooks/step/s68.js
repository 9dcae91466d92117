// @bun
import{ru}from"./s37.js";import{Np}from"./s67.js";import{lt}from"./s64.js";async function Le({project:n,env:r},o){if(!Np(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&lt(t.pid,t.start))await ru(t.pid)}}
export{Le};
