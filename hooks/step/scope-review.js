// @bun
import{uo,ke}from"./shared-10.js";import{Dr}from"./shared-25.js";import"./shared-11.js";import"./shared-26.js";import"./shared-12.js";import"./shared-13.js";import{Gr,xe,Ao}from"./shared-14.js";import{Sn,Rn,sr}from"./shared-2.js";import"./shared-28.js";import"./shared-24.js";import"./shared-21.js";import"./shared-37.js";import{P,c,a,p}from"./shared-1.js";var n=Object.keys(Dr),m=a({...ke,status:p(n),reasons:c(xe).check(P(uo)),closed_warnings:Ao}),w=Sn({schema:m,form:(e)=>`{
${sr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=Dr[e].counts==="changes",i=`reasons: found none with status ${e}, expected what has to change`;return Rn({problems:r&&o.length===0?[i]:[],outcome:e,texts:o},{problems:Gr(t,s).problems,facts:{closed:s,blockers:o}})}});export{w as kind};
