// @bun
import{Rn,Ee}from"./shared-4.js";import{ho}from"./shared-13.js";import"./shared-3.js";import"./shared-25.js";import"./shared-30.js";import"./shared-26.js";import{_o,ce,ss}from"./shared-22.js";import{Zn,Gn,_r}from"./shared-9.js";import"./shared-20.js";import"./shared-16.js";import"./shared-34.js";import{A,i,d,y}from"./shared-2.js";var n=Object.keys(ho),c=d({...Ee,status:y(n),reasons:i(ce).check(A(Rn)),closed_warnings:ss}),l=Zn({schema:c,form:(e)=>`{
${_r(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ho[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return Gn({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:_o(t,s).problems,facts:{closed:s,blockers:o}})}});export{l as kind};
