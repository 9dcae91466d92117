// @bun
import{su}from"./s38.js";import{Dp}from"./s65.js";import{lt}from"./s39.js";async function Le({project:n,env:r},o){if(!Dp(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&lt(t.pid,t.start))await su(t.pid)}}
export{Le};
