// @bun
import{Yc}from"./s29.js";import{Wf}from"./s43.js";import{zt}from"./s50.js";async function ui({project:n,env:r},o){if(!Wf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&zt(t.pid,t.start))await Yc(t.pid)}}
export{ui};
