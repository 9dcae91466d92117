// @bun
import{g,Jt}from"./s39.js";var xi="host-audit",Rc="verify-research";function qs(t,e){let r=g(t,Jt(e,"refined-prompt"));return r&&{...r,questions:r.questions??[]}}var $i=(t,e)=>g(t,e.tasks.findLast((r)=>r.who.program===xi&&r.artifact!==null&&!r.void)?.artifact??null),Gs=(t,e)=>g(t,Jt(e,"audit-result")),$d=(t,e)=>g(t,Jt(e,"research-packet"));
export{xi,Rc,qs,$i,Gs,$d};
