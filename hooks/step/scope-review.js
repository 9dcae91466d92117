// @bun
import{Dn,Le}from"./shared-7.js";import{ir}from"./shared-17.js";import"./shared-80.js";import"./shared-68.js";import"./shared-62.js";import"./shared-52.js";import"./shared-21.js";import"./shared-39.js";import{Do,ge,ms}from"./shared-12.js";import{nr,rr,Dr}from"./shared-31.js";import"./shared-61.js";import"./shared-35.js";import"./shared-56.js";import{C,i,g,b}from"./shared-3.js";import"./shared-36.js";import"./shared-59.js";import"./shared-37.js";import"./shared-33.js";var n=Object.keys(ir),c=g({...Le,status:b(n),reasons:i(ge).check(C(Dn)),closed_warnings:ms}),d=nr({schema:c,form:(e)=>`{
${Dr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ir[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return rr({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:Do(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
