// @bun
import{Us,He}from"./shared-8.js";async function de(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&He(t.pid,t.start))await Us(t.pid)}}
export{de};
