// @bun
import{Kt,w}from"./s3.js";import{Cs}from"./s16.js";import{n}from"./s27.js";import{To,we,ur}from"./s5.js";import{rs,is,Ms,gt}from"./s49.js";import{f,r,s,d}from"./s2.js";var c=Object.keys(Cs),S=s({...w,status:d(c),reasons:r(we).check(f(Kt)),closed_warnings:ur}),y=rs({schema:S,form:(e)=>`{
${Ms(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=Cs[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,h=m?gt(o.length===0,p):gt(o.length>0,i);return is({problems:h,outcome:e,texts:o},{problems:To(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
