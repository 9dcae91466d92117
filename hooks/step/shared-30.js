// @bun
import{mn}from"./shared-17.js";import{ou}from"./shared-4.js";async function ge(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&mn(t.pid,t.start))await ou(t.pid)}}
export{ge};
