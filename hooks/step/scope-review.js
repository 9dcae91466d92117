// @bun
import{Er,De}from"./s72.js";import{ns}from"./s38.js";import{Js,he,jo}from"./s9.js";import{cr,ur,Vr,kt}from"./s69.js";import{z,a,g,k}from"./s3.js";import{T}from"./s80.js";var t=Object.keys(ns),i=g({...De,status:k(t),reasons:a(he).check(z(Er)),closed_warnings:jo}),b=cr({schema:i,form:(e)=>`{
${Vr(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=ns[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${T(o)} with status ${e}, expected none`,p=r?kt(o.length===0,c):kt(o.length>0,m);return ur({problems:p,outcome:e,texts:o},{problems:Js(s,n).problems,facts:{closed:n,blockers:o}})}});export{b as kind};
