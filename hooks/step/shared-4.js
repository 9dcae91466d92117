// @bun
import{$c}from"./shared-37.js";import{Nf}from"./shared-21.js";import{ot}from"./shared-23.js";async function xe({project:n,env:r},o){if(!Nf(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&ot(t.pid,t.start))await $c(t.pid)}}
export{xe};
