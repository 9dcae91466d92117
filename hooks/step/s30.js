// @bun
import{_,en}from"./s44.js";var o="host-audit";function ad(e,r){let t=_(e,en(r,"refined-prompt"));return t&&{...t,questions:t.questions??[]}}var ri=(e,r)=>_(e,r.tasks.findLast((t)=>t.who.program===o&&t.artifact!==null&&!t.void)?.artifact??null),oi=(e,r)=>_(e,en(r,"audit-result"));
export{ad,ri,oi};
