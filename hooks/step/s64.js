// @bun
import{y,_t}from"./s22.js";var o="host-audit";var ad=(t,e)=>y(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),cd=(t,e)=>y(t,_t(e,"audit-result"));
export{ad,cd};
