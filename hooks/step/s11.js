// @bun
import{Ha}from"./s70.js";import{cd}from"./s71.js";import{ut}from"./s5.js";async function lo({project:n,env:r},o){if(!cd(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&ut(t.pid,t.start))await Ha(t.pid)}}
export{lo};
