// @bun
import{Zc}from"./s23.js";import{fp}from"./s71.js";import{rt}from"./s16.js";async function Re({project:n,env:r},o){if(!fp(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&rt(t.pid,t.start))await Zc(t.pid)}}
export{Re};
