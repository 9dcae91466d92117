// @bun
import{Qt,N}from"./s29.js";import{Ds}from"./s36.js";import{Tr,ue,fo}from"./s59.js";import{Qn,Jn,Bs,wt}from"./s7.js";import{b,o,m,y}from"./s2.js";import{r}from"./s95.js";var s=Object.keys(Ds),h=m({...N,status:y(s),reasons:o(ue).check(b(Qt)),closed_warnings:fo}),T=Qn({schema:h,form:(e)=>`{
${Bs(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:c}){let a=Ds[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${r(n)} with status ${e}, expected none`,f=a?wt(n.length===0,p):wt(n.length>0,i);return Jn({problems:f,outcome:e,texts:n},{problems:Tr(c,t).problems,facts:{closed:t,blockers:n}})}});export{T as kind};
