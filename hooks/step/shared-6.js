// @bun
import{Dt}from"./shared-26.js";import{hc}from"./shared-5.js";async function Pe(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&Dt(t.pid,t.start))await hc(t.pid)}}
export{Pe};
