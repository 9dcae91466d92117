// @bun
import{ps,Ce}from"./shared-9.js";import{Io}from"./shared-31.js";import"./shared-7.js";import"./shared-11.js";import"./shared-17.js";import"./shared-28.js";import{qo,je,Cs}from"./shared-13.js";import{cr,ur,Zr}from"./shared-8.js";import"./shared-25.js";import"./shared-18.js";import"./shared-10.js";import"./shared-16.js";import{N,i,d,b}from"./shared-2.js";var n=Object.keys(Io),c=d({...Ce,status:b(n),reasons:i(je).check(N(ps)),closed_warnings:Cs}),l=cr({schema:c,form:(e)=>`{
${Zr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=Io[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return ur({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:qo(t,s).problems,facts:{closed:s,blockers:o}})}});export{l as kind};
