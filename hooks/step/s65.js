// @bun
import{v,Ot}from"./s45.js";var o="host-audit";var ad=(t,e)=>v(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),cd=(t,e)=>v(t,Ot(e,"audit-result"));
export{ad,cd};
