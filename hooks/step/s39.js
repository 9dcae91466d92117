// @bun
import{b,_t}from"./s48.js";var o="host-audit";var od=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),rd=(t,e)=>b(t,_t(e,"audit-result"));
export{od,rd};
