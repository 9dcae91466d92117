// @bun
import{b,_t}from"./s66.js";var o="host-audit";var pd=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),fd=(t,e)=>b(t,_t(e,"audit-result"));
export{pd,fd};
