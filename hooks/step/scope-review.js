// @bun
import{rs,Ee}from"./shared-37.js";import{Eo}from"./shared-12.js";import"./shared-17.js";import"./shared-18.js";import"./shared-10.js";import"./shared-26.js";import{zo,Pe,$s}from"./shared-9.js";import{tr,nr,Lr}from"./shared-5.js";import"./shared-21.js";import"./shared-16.js";import"./shared-7.js";import"./shared-25.js";import{z,s,d,k}from"./shared-2.js";var t=Object.keys(Eo),p=d({...Ee,status:k(t),reasons:s(Pe).check(z(rs)),closed_warnings:$s}),l=tr({schema:p,form:(e)=>`{
${Lr(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:r}){let a=Eo[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`;return nr({problems:a&&o.length===0?[c]:[],outcome:e,texts:o},{problems:zo(r,n).problems,facts:{closed:n,blockers:o}})}});export{l as kind};
