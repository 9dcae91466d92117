// @bun
import{k,bt}from"./s59.js";var o="host-audit";var zu=(t,e)=>k(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Iu=(t,e)=>k(t,bt(e,"audit-result"));
export{zu,Iu};
