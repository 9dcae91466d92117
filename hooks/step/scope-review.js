// @bun
import{Dn,Le}from"./shared-9.js";import{ir}from"./shared-25.js";import"./shared-79.js";import"./shared-37.js";import"./shared-64.js";import"./shared-15.js";import"./shared-13.js";import"./shared-42.js";import{qo,ge,gs}from"./shared-17.js";import{nr,rr,Wr}from"./shared-33.js";import"./shared-65.js";import"./shared-39.js";import"./shared-59.js";import{C,i,g,b}from"./shared-2.js";import"./shared-24.js";import"./shared-61.js";import"./shared-40.js";import"./shared-8.js";var n=Object.keys(ir),c=g({...Le,status:b(n),reasons:i(ge).check(C(Dn)),closed_warnings:gs}),d=nr({schema:c,form:(e)=>`{
${Wr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ir[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return rr({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:qo(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
