// @bun
import{Pt}from"./shared-34.js";import{vc}from"./shared-12.js";async function ge(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&Pt(t.pid,t.start))await vc(t.pid)}}
export{ge};
