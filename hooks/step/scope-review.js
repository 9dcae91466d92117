// @bun
import{Nn,_e}from"./s43.js";import{ir}from"./s27.js";import{Nr,re,ks}from"./s53.js";import{vn,_n,Yn,rt}from"./s24.js";import{q,o,S,v}from"./s2.js";import{R}from"./s74.js";var s=Object.keys(ir),i=S({..._e,status:v(s),reasons:o(re).check(q(Nn)),closed_warnings:ks}),b=vn({schema:i,form:(e)=>`{
${Yn(e)}
  "status": "<${s.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:r}){let c=ir[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${R(n)} with status ${e}, expected none`,p=c?rt(n.length===0,a):rt(n.length>0,m);return _n({problems:p,outcome:e,texts:n},{problems:Nr(r,t).problems,facts:{closed:t,blockers:n}})}});export{b as kind};
