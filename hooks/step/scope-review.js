// @bun
import{Wn,Le}from"./shared-8.js";import{ar}from"./shared-22.js";import"./shared-81.js";import"./shared-50.js";import"./shared-62.js";import"./shared-18.js";import"./shared-10.js";import"./shared-40.js";import{Wo,ge,ms}from"./shared-53.js";import{rr,or,Wr}from"./shared-30.js";import"./shared-66.js";import"./shared-37.js";import"./shared-56.js";import{C,i,g,b}from"./shared-2.js";import"./shared-20.js";import"./shared-42.js";import"./shared-38.js";import"./shared-61.js";var n=Object.keys(ar),c=g({...Le,status:b(n),reasons:i(ge).check(C(Wn)),closed_warnings:ms}),d=rr({schema:c,form:(e)=>`{
${Wr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ar[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return or({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:Wo(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
