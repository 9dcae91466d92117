// @bun
import{Er,De}from"./s11.js";import{ts}from"./s46.js";import{Ys,he,zo}from"./s9.js";import{cr,ur,Vr,Pt}from"./s22.js";import{L,a,g,k}from"./s2.js";import{E}from"./s81.js";var t=Object.keys(ts),i=g({...De,status:k(t),reasons:a(he).check(L(Er)),closed_warnings:zo}),b=cr({schema:i,form:(e)=>`{
${Vr(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=ts[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${E(o)} with status ${e}, expected none`,p=r?Pt(o.length===0,c):Pt(o.length>0,m);return ur({problems:p,outcome:e,texts:o},{problems:Ys(s,n).problems,facts:{closed:n,blockers:o}})}});export{b as kind};
