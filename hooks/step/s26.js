// @bun
import{S,tn}from"./s42.js";var o="host-audit";function Cu(e,r){let t=S(e,tn(r,"refined-prompt"));return t&&{...t,questions:t.questions??[]}}var Xo=(e,r)=>S(e,r.tasks.findLast((t)=>t.who.program===o&&t.artifact!==null&&!t.void)?.artifact??null),Qo=(e,r)=>S(e,tn(r,"audit-result"));
export{Cu,Xo,Qo};
