// @bun
import{p,Lt}from"./s80.js";var o="host-audit";function Kp(e,r){let t=p(e,Lt(r,"refined-prompt"));return t&&{...t,questions:t.questions??[]}}var da=(e,r)=>p(e,r.tasks.findLast((t)=>t.who.program===o&&t.artifact!==null&&!t.void)?.artifact??null),pa=(e,r)=>p(e,Lt(r,"audit-result"));
export{Kp,da,pa};
