// @bun
import{Er,De}from"./s72.js";import{rs}from"./s38.js";import{Js,he,jo}from"./s60.js";import{cr,ur,Kr}from"./s71.js";import{z,a,g,b}from"./s2.js";var n=Object.keys(rs),p=g({...De,status:b(n),reasons:a(he).check(z(Er)),closed_warnings:jo}),d=cr({schema:p,form:(e)=>`{
${Kr(e)}
  "status": "<${n.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:s=[]},{warnings:t}){let r=rs[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`;return ur({problems:r&&o.length===0?[c]:[],outcome:e,texts:o},{problems:Js(t,s).problems,facts:{closed:s,blockers:o}})}});export{d as kind};
