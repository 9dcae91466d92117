// @bun
import{Dn,Le}from"./shared-6.js";import{ir}from"./shared-25.js";import"./shared-80.js";import"./shared-35.js";import"./shared-62.js";import"./shared-14.js";import"./shared-12.js";import"./shared-40.js";import{qo,ge,gs}from"./shared-71.js";import{nr,rr,Wr}from"./shared-16.js";import"./shared-60.js";import"./shared-37.js";import"./shared-57.js";import{C,i,g,b}from"./shared-2.js";import"./shared-24.js";import"./shared-59.js";import"./shared-38.js";import"./shared-5.js";var n=Object.keys(ir),c=g({...Le,status:b(n),reasons:i(ge).check(C(Dn)),closed_warnings:gs}),d=nr({schema:c,form:(e)=>`{
${Wr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ir[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return rr({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:qo(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
