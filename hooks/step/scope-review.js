// @bun
import{Xn,Ie}from"./shared-71.js";import{ss}from"./shared-45.js";import"./shared-87.js";import"./shared-65.js";import"./shared-58.js";import"./shared-40.js";import"./shared-18.js";import"./shared-48.js";import"./shared-79.js";import{Xs,ge,Ao}from"./shared-56.js";import{cr,ur,Qr}from"./shared-47.js";import"./shared-13.js";import"./shared-16.js";import"./shared-43.js";import"./shared-51.js";import"./shared-70.js";import{z,i,g,b}from"./shared-2.js";import"./shared-72.js";import"./shared-4.js";import"./shared-49.js";import"./shared-42.js";var n=Object.keys(ss),c=g({...Ie,status:b(n),reasons:i(ge).check(z(Xn)),closed_warnings:Ao}),d=cr({schema:c,form:(e)=>`{
${Qr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=ss[e].counts==="changes",a=`reasons: found none with status ${e}, expected what has to change`;return ur({problems:r&&o.length===0?[a]:[],outcome:e,texts:o},{problems:Xs(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
