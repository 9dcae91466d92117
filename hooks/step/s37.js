// @bun
import{b,St}from"./s14.js";var o="host-audit";var Ku=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Qu=(t,e)=>b(t,St(e,"audit-result"));
export{Ku,Qu};
