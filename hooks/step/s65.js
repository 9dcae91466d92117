// @bun
import{x,Ot}from"./s27.js";var o="host-audit";var pd=(t,e)=>x(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),fd=(t,e)=>x(t,Ot(e,"audit-result"));
export{pd,fd};
