// @bun
import{Xt,N}from"./s11.js";import{Ns}from"./s36.js";import{Tr,ue,mo}from"./s13.js";import{Jn,Yn,Ws,wt}from"./s7.js";import{b,o,m,y}from"./s2.js";import{r}from"./s93.js";var s=Object.keys(Ns),h=m({...N,status:y(s),reasons:o(ue).check(b(Xt)),closed_warnings:mo}),T=Jn({schema:h,form:(e)=>`{
${Ws(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:c}){let a=Ns[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${r(n)} with status ${e}, expected none`,f=a?wt(n.length===0,p):wt(n.length>0,i);return Yn({problems:f,outcome:e,texts:n},{problems:Tr(c,t).problems,facts:{closed:t,blockers:n}})}});export{T as kind};
