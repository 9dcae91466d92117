// @bun
import{b,_t}from"./s20.js";var o="host-audit";var ed=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),td=(t,e)=>b(t,_t(e,"audit-result"));
export{ed,td};
