// @bun
import{Bc}from"./s25.js";import{dp}from"./s54.js";import{rt}from"./s21.js";async function Re({project:n,env:r},o){if(!dp(n,o.run,r))return;for(let s of o.tasks){let t=s.dispatch?.process;if(t&&rt(t.pid,t.start))await Bc(t.pid)}}
export{Re};
