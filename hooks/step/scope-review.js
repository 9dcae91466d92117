// @bun
import{En,je}from"./shared-9.js";import{xo}from"./shared-7.js";import"./shared-3.js";import"./shared-31.js";import"./shared-29.js";import"./shared-34.js";import"./shared-27.js";import{Eo,de,ls}from"./shared-35.js";import{Un,Hn,Or}from"./shared-25.js";import"./shared-17.js";import"./shared-14.js";import"./shared-32.js";import{P,i,f,y}from"./shared-1.js";var n=Object.keys(xo),c=f({...je,status:y(n),reasons:i(de).check(P(En)),closed_warnings:ls}),d=Un({schema:c,form:(e)=>`{
${Or(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=xo[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return Hn({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:Eo(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
