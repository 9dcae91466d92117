// @bun
import{Xt,h}from"./s4.js";import{Cs}from"./s30.js";import{To,we,lr}from"./s18.js";import{rs,is,zs,ht}from"./s65.js";import{f,r,s,d}from"./s2.js";import{n}from"./s27.js";var c=Object.keys(Cs),g=s({...h,status:d(c),reasons:r(we).check(f(Xt)),closed_warnings:lr}),y=rs({schema:g,form:(e)=>`{
${zs(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=Cs[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,S=m?ht(o.length===0,p):ht(o.length>0,i);return is({problems:S,outcome:e,texts:o},{problems:To(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
