// @bun
import{Or,De}from"./s73.js";import{es}from"./s41.js";import{Qs,he,Po}from"./s9.js";import{lr,cr,Ur,At}from"./s68.js";import{z,a,g,k}from"./s2.js";import{T}from"./s78.js";var t=Object.keys(es),i=g({...De,status:k(t),reasons:a(he).check(z(Or)),closed_warnings:Po}),b=lr({schema:i,form:(e)=>`{
${Ur(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=es[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${T(o)} with status ${e}, expected none`,p=r?At(o.length===0,c):At(o.length>0,m);return cr({problems:p,outcome:e,texts:o},{problems:Qs(s,n).problems,facts:{closed:n,blockers:o}})}});export{b as kind};
