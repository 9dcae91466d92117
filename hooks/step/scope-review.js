// @bun
import{cn,B}from"./s62.js";import{Qs}from"./s39.js";import{Er,he,ho}from"./s42.js";import{ns,ss,Gs,St}from"./s20.js";import{R,i,w,b}from"./s2.js";import{a}from"./s40.js";var t=Object.keys(Qs),f=w({...B,status:b(t),reasons:i(he).check(R(cn)),closed_warnings:ho}),T=ns({schema:f,form:(e)=>`{
${Gs(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=Qs[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${a(o)} with status ${e}, expected none`,p=r?St(o.length===0,c):St(o.length>0,m);return ss({problems:p,outcome:e,texts:o},{problems:Er(s,n).problems,facts:{closed:n,blockers:o}})}});export{T as kind};
