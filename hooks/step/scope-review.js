// @bun
import{Xt,g}from"./s3.js";import{Es}from"./s30.js";import{Ro,we,lr}from"./s16.js";import{os,rs,Cs,ht}from"./s42.js";import{f,r,s,d}from"./s2.js";import{n}from"./s66.js";var c=Object.keys(Es),S=s({...g,status:d(c),reasons:r(we).check(f(Xt)),closed_warnings:lr}),y=os({schema:S,form:(e)=>`{
${Cs(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=Es[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,h=m?ht(o.length===0,p):ht(o.length>0,i);return rs({problems:h,outcome:e,texts:o},{problems:Ro(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
