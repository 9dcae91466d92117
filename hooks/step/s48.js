// @bun
import{g,Yt}from"./s40.js";var ki="host-audit",vc="verify-research",Ds=(t,e)=>g(t,Yt(e,"refined-prompt")),bi=(t,e)=>g(t,e.tasks.findLast((r)=>r.who.program===ki&&r.artifact!==null&&!r.void)?.artifact??null),Ws=(t,e)=>g(t,Yt(e,"audit-result")),bd=(t,e)=>g(t,Yt(e,"research-packet"));
export{ki,vc,Ds,bi,Ws,bd};
