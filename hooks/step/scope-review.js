// @bun
import{Xt,h}from"./s58.js";import{Ts}from"./s33.js";import{So,we,ir}from"./s13.js";import{ns,ss,Es,ht}from"./s64.js";import{f,i,s,d}from"./s2.js";import{n}from"./s16.js";var r=Object.keys(Ts),g=s({...h,status:d(r),reasons:i(we).check(f(Xt)),closed_warnings:ir}),y=ns({schema:g,form:(e)=>`{
${Es(e)}
  "status": "<${r.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:c}){let a=Ts[e].counts==="changes",m=`reasons: found none with status ${e}, expected what has to change`,p=`reasons: found ${n(o)} with status ${e}, expected none`,S=a?ht(o.length===0,m):ht(o.length>0,p);return ss({problems:S,outcome:e,texts:o},{problems:So(c,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
