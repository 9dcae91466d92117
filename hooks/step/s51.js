// @bun
import{gc}from"./s50.js";import{mf}from"./s28.js";import{_t}from"./s3.js";async function Zo({project:n,env:r},o){if(!mf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&_t(t.pid,t.start))await gc(t.pid)}}
export{Zo};
