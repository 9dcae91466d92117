// @bun
import{zc}from"./s12.js";import{Zf}from"./s45.js";import{St}from"./s42.js";async function ei({project:n,env:r},o){if(!Zf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&St(t.pid,t.start))await zc(t.pid)}}
export{ei};
