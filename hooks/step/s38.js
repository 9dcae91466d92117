// @bun
import{b,_t}from"./s47.js";var o="host-audit";var id=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),ad=(t,e)=>b(t,_t(e,"audit-result"));
export{id,ad};
