// @bun
import{Ka}from"./s16.js";import{hd}from"./s28.js";import{dt}from"./s9.js";async function po({project:n,env:r},o){if(!hd(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&dt(t.pid,t.start))await Ka(t.pid)}}
export{po};
