// @bun
import{$n,ye}from"./s3.js";import{Bn}from"./s13.js";import{Or,X,os}from"./s39.js";import{un,dn,Zn,He}from"./s10.js";import{ne,o,S,R}from"./s2.js";import{y}from"./s59.js";var s=Object.keys(Bn),i=S({...ye,status:R(s),reasons:o(X).check(ne($n)),closed_warnings:os}),b=un({schema:i,form:(e)=>`{
${Zn(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:r}){let c=Bn[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${y(n)} with status ${e}, expected none`,p=c?He(n.length===0,a):He(n.length>0,m);return dn({problems:p,outcome:e,texts:n},{problems:Or(r,t).problems,facts:{closed:t,blockers:n}})}});export{b as kind};
