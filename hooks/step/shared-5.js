// @bun
import{Ja,jt}from"./shared-2.js";async function je(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&jt(t.pid,t.start))await Ja(t.pid)}}
export{je};
