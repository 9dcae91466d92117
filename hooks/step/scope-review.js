// @bun
import{Xt,N}from"./s23.js";import{zs}from"./s52.js";import{$r,ue,io}from"./s51.js";import{Vn,Hn,Ls,wt}from"./s10.js";import{b,o,p,y}from"./s2.js";import{r}from"./s42.js";var s=Object.keys(zs),h=p({...N,status:y(s),reasons:o(ue).check(b(Xt)),closed_warnings:io}),T=Vn({schema:h,form:(e)=>`{
${Ls(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:c}){let a=zs[e].counts==="changes",m=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${r(n)} with status ${e}, expected none`,f=a?wt(n.length===0,m):wt(n.length>0,i);return Hn({problems:f,outcome:e,texts:n},{problems:$r(c,t).problems,facts:{closed:t,blockers:n}})}});export{T as kind};
