// @bun
import{b,_t}from"./s43.js";var o="host-audit";var ld=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),ud=(t,e)=>b(t,_t(e,"audit-result"));
export{ld,ud};
