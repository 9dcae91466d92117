// @bun
import{Xt,N}from"./s48.js";import{Ls}from"./s32.js";import{vr,ue,ao}from"./s49.js";import{Kn,Xn,Ms,wt}from"./s7.js";import{b,o,p,y}from"./s2.js";import{r}from"./s37.js";var s=Object.keys(Ls),h=p({...N,status:y(s),reasons:o(ue).check(b(Xt)),closed_warnings:ao}),T=Kn({schema:h,form:(e)=>`{
${Ms(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:c}){let a=Ls[e].counts==="changes",m=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${r(n)} with status ${e}, expected none`,f=a?wt(n.length===0,m):wt(n.length>0,i);return Xn({problems:f,outcome:e,texts:n},{problems:vr(c,t).problems,facts:{closed:t,blockers:n}})}});export{T as kind};
