// @bun
import{Dl}from"./s75.js";import{Lm}from"./s71.js";import{Yt}from"./s65.js";async function Ui({project:n,env:r},o){if(!Lm(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&Yt(t.pid,t.start))await Dl(t.pid)}}
export{Ui};
