// @bun
import{Jt,g}from"./s60.js";import{As}from"./s29.js";import{Eo,we,ur}from"./s10.js";import{os,rs,js,ht}from"./s66.js";import{f,r,s,d}from"./s2.js";import{n}from"./s81.js";var c=Object.keys(As),S=s({...g,status:d(c),reasons:r(we).check(f(Jt)),closed_warnings:ur}),y=os({schema:S,form:(e)=>`{
${js(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=As[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,h=m?ht(o.length===0,p):ht(o.length>0,i);return rs({problems:h,outcome:e,texts:o},{problems:Eo(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
