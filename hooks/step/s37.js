// @bun
import{b,St}from"./s16.js";var o="host-audit";var Hu=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Vu=(t,e)=>b(t,St(e,"audit-result"));
export{Hu,Vu};
