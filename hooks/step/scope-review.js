// @bun
import{Xt,w}from"./s21.js";import{Ms}from"./s14.js";import{n}from"./s30.js";import{Eo,we,fr}from"./s15.js";import{rs,is,zs,wt}from"./s51.js";import{f,r,s,d}from"./s2.js";var c=Object.keys(Ms),S=s({...w,status:d(c),reasons:r(we).check(f(Xt)),closed_warnings:fr}),y=rs({schema:S,form:(e)=>`{
${zs(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=Ms[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,h=m?wt(o.length===0,p):wt(o.length>0,i);return is({problems:h,outcome:e,texts:o},{problems:Eo(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
