// @bun
import{_t}from"./shared-26.js";import{lc}from"./shared-6.js";async function pe(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&_t(t.pid,t.start))await lc(t.pid)}}
export{pe};
