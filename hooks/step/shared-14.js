// @bun
import{_t}from"./shared-24.js";import{dc}from"./shared-10.js";async function ae(o){for(let n of o.tasks){let t=n.dispatch?.process;if(t&&_t(t.pid,t.start))await dc(t.pid)}}
export{ae};
