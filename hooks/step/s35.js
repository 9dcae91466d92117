// @bun
import{b,$t}from"./s13.js";var o="host-audit";var Bu=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Uu=(t,e)=>b(t,$t(e,"audit-result"));
export{Bu,Uu};
