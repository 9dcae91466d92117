// @bun
import{x,_t}from"./s32.js";var o="host-audit";var bd=(t,e)=>x(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),xd=(t,e)=>x(t,_t(e,"audit-result"));
export{bd,xd};
