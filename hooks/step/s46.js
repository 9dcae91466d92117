// @bun
import{ma}from"./s43.js";import{Ku}from"./s52.js";import{rt}from"./s42.js";async function Us({project:n,env:r},o){if(!Ku(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&rt(t.pid,t.start))await ma(t.pid)}}
export{Us};
