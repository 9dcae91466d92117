// @bun
import{Cc}from"./s14.js";import{Gf}from"./s61.js";import{St}from"./s37.js";async function Jo({project:n,env:r},o){if(!Gf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&St(t.pid,t.start))await Cc(t.pid)}}
export{Jo};
