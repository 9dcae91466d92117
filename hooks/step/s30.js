// @bun
import{Zc}from"./s23.js";import{dp}from"./s55.js";import{st}from"./s24.js";async function Re({project:n,env:r},o){if(!dp(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&st(t.pid,t.start))await Zc(t.pid)}}
export{Re};
