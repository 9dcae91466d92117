// @bun
import{x,_t}from"./s29.js";var o="host-audit";var vd=(t,e)=>x(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),$d=(t,e)=>x(t,_t(e,"audit-result"));
export{vd,$d};
