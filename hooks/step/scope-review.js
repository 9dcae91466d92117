// @bun
import{On,Te}from"./shared-4.js";import{wo}from"./shared-8.js";import"./shared-3.js";import"./shared-22.js";import"./shared-26.js";import"./shared-23.js";import{So,ce,ss}from"./shared-33.js";import{Zn,Gn,_r}from"./shared-7.js";import"./shared-19.js";import"./shared-15.js";import"./shared-30.js";import{A,i,f,y}from"./shared-2.js";var n=Object.keys(wo),c=f({...Te,status:y(n),reasons:i(ce).check(A(On)),closed_warnings:ss}),d=Zn({schema:c,form:(e)=>`{
${_r(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=wo[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return Gn({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:So(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
