// @bun
import{Bn,Le}from"./shared-10.js";import{ir}from"./shared-36.js";import"./shared-87.js";import"./shared-67.js";import"./shared-63.js";import"./shared-41.js";import"./shared-8.js";import"./shared-66.js";import{Bs,ge,wo}from"./shared-27.js";import{nr,rr,qr}from"./shared-22.js";import"./shared-15.js";import"./shared-19.js";import"./shared-54.js";import{C,i,g,b}from"./shared-3.js";import"./shared-29.js";import"./shared-47.js";import"./shared-64.js";import"./shared-23.js";var n=Object.keys(ir),c=g({...Le,status:b(n),reasons:i(ge).check(C(Bn)),closed_warnings:wo}),d=nr({schema:c,form:(e)=>`{
${qr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ir[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return rr({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:Bs(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
