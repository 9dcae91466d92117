// @bun
import{Xt,N}from"./s16.js";import{Ms}from"./s35.js";import{Rr,ue,co}from"./s34.js";import{Xn,Qn,Ds,ht}from"./s9.js";import{b,o,p,y}from"./s2.js";import{r}from"./s40.js";var s=Object.keys(Ms),h=p({...N,status:y(s),reasons:o(ue).check(b(Xt)),closed_warnings:co}),T=Xn({schema:h,form:(e)=>`{
${Ds(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:c}){let a=Ms[e].counts==="changes",m=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${r(n)} with status ${e}, expected none`,f=a?ht(n.length===0,m):ht(n.length>0,i);return Qn({problems:f,outcome:e,texts:n},{problems:Rr(c,t).problems,facts:{closed:t,blockers:n}})}});export{T as kind};
