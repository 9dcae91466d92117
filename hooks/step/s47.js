// @bun
import{eu}from"./s14.js";import{Mp}from"./s15.js";import{st}from"./s71.js";async function Le({project:n,env:r},o){if(!Mp(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&st(t.pid,t.start))await eu(t.pid)}}
export{Le};
