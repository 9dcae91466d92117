// @bun
import{b,_t}from"./s24.js";var o="host-audit";var td=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),nd=(t,e)=>b(t,_t(e,"audit-result"));
export{td,nd};
