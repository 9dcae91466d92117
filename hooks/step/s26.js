// @bun
import{S,nn}from"./s42.js";var o="host-audit";function Iu(e,r){let t=S(e,nn(r,"refined-prompt"));return t&&{...t,questions:t.questions??[]}}var ei=(e,r)=>S(e,r.tasks.findLast((t)=>t.who.program===o&&t.artifact!==null&&!t.void)?.artifact??null),ti=(e,r)=>S(e,nn(r,"audit-result"));
export{Iu,ei,ti};
