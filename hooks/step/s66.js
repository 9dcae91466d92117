// @bun
import{x,Rt}from"./s24.js";var o="host-audit";var Sd=(t,e)=>x(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),_d=(t,e)=>x(t,Rt(e,"audit-result"));
export{Sd,_d};
