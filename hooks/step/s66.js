// @bun
import{x,Rt}from"./s30.js";var o="host-audit";var fd=(t,e)=>x(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),md=(t,e)=>x(t,Rt(e,"audit-result"));
export{fd,md};
