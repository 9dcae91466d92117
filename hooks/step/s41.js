// @bun
import{b,St}from"./s64.js";var o="host-audit";var od=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),rd=(t,e)=>b(t,St(e,"audit-result"));
export{od,rd};
