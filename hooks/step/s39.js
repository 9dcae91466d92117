// @bun
import{b,_t}from"./s18.js";var o="host-audit";var Hu=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Vu=(t,e)=>b(t,_t(e,"audit-result"));
export{Hu,Vu};
