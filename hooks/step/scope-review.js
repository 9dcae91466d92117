// @bun
import{en,g}from"./s23.js";import{Es}from"./s12.js";import{_o,we,rr}from"./s16.js";import{ss,os,Cs,gt}from"./s42.js";import{m,i,s,d}from"./s2.js";import{n}from"./s9.js";var r=Object.keys(Es),S=s({...g,status:d(r),reasons:i(we).check(m(en)),closed_warnings:rr}),y=ss({schema:S,form:(e)=>`{
${Cs(e)}
  "status": "<${r.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:c}){let a=Es[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,f=`reasons: found ${n(o)} with status ${e}, expected none`,h=a?gt(o.length===0,p):gt(o.length>0,f);return os({problems:h,outcome:e,texts:o},{problems:_o(c,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
