// @bun
import{b,_t}from"./s16.js";var o="host-audit";var Xu=(t,e)=>b(t,e.tasks.findLast((r)=>r.who.program===o&&r.artifact!==null&&!r.void)?.artifact??null),Ju=(t,e)=>b(t,_t(e,"audit-result"));
export{Xu,Ju};
