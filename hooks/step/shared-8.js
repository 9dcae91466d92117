// @bun
import{Uo,Ve}from"./shared-2.js";async function de(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&Ve(t.pid,t.start))await Uo(t.pid)}}
export{de};
