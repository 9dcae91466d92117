// @bun
import{Qt,N}from"./s29.js";import{Ns}from"./s38.js";import{Rr,ue,lo}from"./s9.js";import{Qn,Jn,Ws,ht}from"./s11.js";import{b,o,p,y}from"./s2.js";import{r}from"./s44.js";var s=Object.keys(Ns),h=p({...N,status:y(s),reasons:o(ue).check(b(Qt)),closed_warnings:lo}),T=Qn({schema:h,form:(e)=>`{
${Ws(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:c}){let a=Ns[e].counts==="changes",m=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${r(n)} with status ${e}, expected none`,f=a?ht(n.length===0,m):ht(n.length>0,i);return Jn({problems:f,outcome:e,texts:n},{problems:Rr(c,t).problems,facts:{closed:t,blockers:n}})}});export{T as kind};
