// @bun
import{Co,$e}from"./shared-4.js";import{lo}from"./shared-11.js";import"./shared-35.js";import"./shared-29.js";import"./shared-6.js";import"./shared-36.js";import{go,_e,Yo}from"./shared-31.js";import{Fn,Ln,$r}from"./shared-12.js";import"./shared-27.js";import"./shared-34.js";import"./shared-16.js";import"./shared-8.js";import{C,s,c,g}from"./shared-2.js";var t=Object.keys(lo),i=c({...$e,status:g(t),reasons:s(_e).check(C(Co)),closed_warnings:Yo}),w=Fn({schema:i,form:(e)=>`{
${$r(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:r}){let a=lo[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`;return Ln({problems:a&&o.length===0?[p]:[],outcome:e,texts:o},{problems:go(r,n).problems,facts:{closed:n,blockers:o}})}});export{w as kind};
