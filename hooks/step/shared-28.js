// @bun
import{ln}from"./shared-18.js";import{Gc}from"./shared-35.js";async function ue(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&ln(t.pid,t.start))await Gc(t.pid)}}
export{ue};
