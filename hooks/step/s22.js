// @bun
import{S,Ot}from"./s9.js";var o="host-audit";var Ku=(t,e)=>S(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Qu=(t,e)=>S(t,Ot(e,"audit-result"));
export{Ku,Qu};
