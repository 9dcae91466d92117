// @bun
import{S,tn}from"./s37.js";var o="host-audit";function zu(e,r){let t=S(e,tn(r,"refined-prompt"));return t&&{...t,questions:t.questions??[]}}var Jo=(e,r)=>S(e,r.tasks.findLast((t)=>t.who.program===o&&t.artifact!==null&&!t.void)?.artifact??null),Yo=(e,r)=>S(e,tn(r,"audit-result"));
export{zu,Jo,Yo};
