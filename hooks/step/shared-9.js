// @bun
import{Kt}from"./shared-29.js";import{Qc}from"./shared-33.js";async function ze(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&Kt(t.pid,t.start))await Qc(t.pid)}}
export{ze};
