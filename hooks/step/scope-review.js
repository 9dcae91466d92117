// @bun
import{eo,le}from"./shared-3.js";import{Hn}from"./shared-19.js";import"./shared-7.js";import"./shared-2.js";import{Ar,ke,wo}from"./shared-14.js";import{fn,pn,Un}from"./shared-22.js";import"./shared-21.js";import{A,l,a,g}from"./shared-1.js";var n=Object.keys(Hn),p=a({...le,status:g(n),reasons:l(ke).check(A(eo)),closed_warnings:wo}),w=fn({schema:p,form:(e)=>`{
${Un(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=Hn[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`;return pn({problems:r&&o.length===0?[c]:[],outcome:e,texts:o},{problems:Ar(t,s).problems,facts:{closed:s,blockers:o}})}});export{w as kind};
