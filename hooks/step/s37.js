// @bun
import{b,St}from"./s13.js";var o="host-audit";var Zu=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Ku=(t,e)=>b(t,St(e,"audit-result"));
export{Zu,Ku};
