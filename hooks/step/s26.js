// @bun
import{Uc}from"./s8.js";import{yp}from"./s15.js";import{rt}from"./s55.js";async function Oe({project:n,env:r},o){if(!yp(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&rt(t.pid,t.start))await Uc(t.pid)}}
export{Oe};
