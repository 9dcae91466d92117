// @bun
import{su}from"./s38.js";import{Wp}from"./s55.js";import{lt}from"./s62.js";async function Le({project:n,env:r},o){if(!Wp(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&lt(t.pid,t.start))await su(t.pid)}}
export{Le};
