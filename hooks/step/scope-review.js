// @bun
import{Tr,De}from"./s72.js";import{ts}from"./s42.js";import{Xs,he,Co}from"./s33.js";import{lr,cr,Hr,At}from"./s5.js";import{z,a,g,k}from"./s2.js";import{T}from"./s78.js";var t=Object.keys(ts),i=g({...De,status:k(t),reasons:a(he).check(z(Tr)),closed_warnings:Co}),b=lr({schema:i,form:(e)=>`{
${Hr(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=ts[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${T(o)} with status ${e}, expected none`,p=r?At(o.length===0,c):At(o.length>0,m);return cr({problems:p,outcome:e,texts:o},{problems:Xs(s,n).problems,facts:{closed:n,blockers:o}})}});export{b as kind};
