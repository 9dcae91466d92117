// @bun
import{Kn,Me}from"./shared-51.js";import{ts}from"./shared-45.js";import"./shared-81.js";import"./shared-34.js";import"./shared-63.js";import"./shared-60.js";import"./shared-14.js";import"./shared-49.js";import"./shared-79.js";import{Ks,me,Oo}from"./shared-28.js";import{lr,cr,Hr}from"./shared-42.js";import"./shared-13.js";import"./shared-72.js";import"./shared-41.js";import"./shared-68.js";import"./shared-46.js";import{j,i,g,b}from"./shared-3.js";import"./shared-17.js";import"./shared-70.js";import"./shared-47.js";import"./shared-50.js";var n=Object.keys(ts),c=g({...Me,status:b(n),reasons:i(me).check(j(Kn)),closed_warnings:Oo}),d=lr({schema:c,form:(e)=>`{
${Hr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ts[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return cr({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:Ks(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
