// @bun
import{On,y}from"./s61.js";import{bo}from"./s64.js";import{gr,ve,si}from"./s44.js";import{Fs,Ms,vo,Bt}from"./s51.js";import{h,c,o,f}from"./s2.js";import{s}from"./s117.js";var r=Object.keys(bo),g=o({...y,status:f(r),reasons:c(ve).check(h(On)),closed_warnings:si}),k=Fs({schema:g,form:(e)=>`{
${vo(e)}
  "status": "<${r.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:n,closed_warnings:t=[]},{warnings:a}){let m=bo[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${s(n)} with status ${e}, expected none`,S=m?Bt(n.length===0,p):Bt(n.length>0,i);return Ms({problems:S,outcome:e,texts:n},{problems:gr(a,t).problems,facts:{closed:t,blockers:n}})}});export{k as kind};
