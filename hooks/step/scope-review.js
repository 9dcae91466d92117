// @bun
import{Xt,N}from"./s24.js";import{js}from"./s54.js";import{br,ue,io}from"./s52.js";import{Zn,Un,Is,wt}from"./s13.js";import{v,o,p,y}from"./s2.js";import{r}from"./s42.js";var s=Object.keys(js),h=p({...N,status:y(s),reasons:o(ue).check(v(Xt)),closed_warnings:io}),x=Zn({schema:h,form:(e)=>`{
${Is(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:c}){let a=js[e].counts==="changes",m=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${r(n)} with status ${e}, expected none`,f=a?wt(n.length===0,m):wt(n.length>0,i);return Un({problems:f,outcome:e,texts:n},{problems:br(c,t).problems,facts:{closed:t,blockers:n}})}});export{x as kind};
