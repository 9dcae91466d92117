// @bun
import{p}from"./s80.js";var r=(e)=>e.tasks.findLast((n)=>n.gate==="plan-survey"&&n.artifact!==null&&!n.void),Jc=(e)=>r(e)?.facts??{};function mu({project:e,run:n}){let t=p(e,r(n)?.artifact??null);return t?.context===void 0?null:t}var _p=(e)=>mu(e)?.context??null;
export{Jc,mu,_p};
