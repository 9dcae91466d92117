// @bun
import{x,Ot}from"./s27.js";var o="host-audit";var $d=(t,e)=>x(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Sd=(t,e)=>x(t,Ot(e,"audit-result"));
export{$d,Sd};
