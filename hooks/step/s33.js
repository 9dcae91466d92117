// @bun
import{_,tn}from"./s40.js";var o="host-audit";function Wu(e,r){let t=_(e,tn(r,"refined-prompt"));return t&&{...t,questions:t.questions??[]}}var Yo=(e,r)=>_(e,r.tasks.findLast((t)=>t.who.program===o&&t.artifact!==null&&!t.void)?.artifact??null),ei=(e,r)=>_(e,tn(r,"audit-result"));
export{Wu,Yo,ei};
