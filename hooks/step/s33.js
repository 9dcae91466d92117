// @bun
import{_,tn}from"./s46.js";var o="host-audit";function id(e,r){let t=_(e,tn(r,"refined-prompt"));return t&&{...t,questions:t.questions??[]}}var ni=(e,r)=>_(e,r.tasks.findLast((t)=>t.who.program===o&&t.artifact!==null&&!t.void)?.artifact??null),si=(e,r)=>_(e,tn(r,"audit-result"));
export{id,ni,si};
