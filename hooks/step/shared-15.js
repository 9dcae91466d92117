// @bun
import{_t}from"./shared-30.js";import{lc}from"./shared-7.js";async function pe(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&_t(t.pid,t.start))await lc(t.pid)}}
export{pe};
