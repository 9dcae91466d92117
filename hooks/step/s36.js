// @bun
import{b,St}from"./s13.js";var o="host-audit";var Gu=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Hu=(t,e)=>b(t,St(e,"audit-result"));
export{Gu,Hu};
