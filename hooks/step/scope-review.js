// @bun
import{Xt,h}from"./s3.js";import{Es}from"./s31.js";import{Ro,we,lr}from"./s12.js";import{ss,os,Cs,ht}from"./s68.js";import{f,r,s,d}from"./s2.js";import{n}from"./s47.js";var c=Object.keys(Es),g=s({...h,status:d(c),reasons:r(we).check(f(Xt)),closed_warnings:lr}),y=ss({schema:g,form:(e)=>`{
${Cs(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=Es[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,S=m?ht(o.length===0,p):ht(o.length>0,i);return os({problems:S,outcome:e,texts:o},{problems:Ro(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
