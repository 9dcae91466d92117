// @bun
import{Rn,Ae}from"./shared-7.js";import{ho}from"./shared-8.js";import"./shared-3.js";import"./shared-32.js";import"./shared-24.js";import"./shared-29.js";import{_o,ue,ss}from"./shared-33.js";import{Gn,Un,Sr}from"./shared-25.js";import"./shared-19.js";import"./shared-15.js";import"./shared-31.js";import{E,i,d,y}from"./shared-2.js";var n=Object.keys(ho),c=d({...Ae,status:y(n),reasons:i(ue).check(E(Rn)),closed_warnings:ss}),l=Gn({schema:c,form:(e)=>`{
${Sr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ho[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return Un({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:_o(t,s).problems,facts:{closed:s,blockers:o}})}});export{l as kind};
