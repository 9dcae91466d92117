// @bun
import{Xt,h}from"./s58.js";import{Rs}from"./s30.js";import{_o,we,rr}from"./s19.js";import{ts,ns,Ps,mt}from"./s60.js";import{f,i,s,d}from"./s2.js";import{n}from"./s13.js";var r=Object.keys(Rs),g=s({...h,status:d(r),reasons:i(we).check(f(Xt)),closed_warnings:rr}),y=ts({schema:g,form:(e)=>`{
${Ps(e)}
  "status": "<${r.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:c}){let a=Rs[e].counts==="changes",m=`reasons: found none with status ${e}, expected what has to change`,p=`reasons: found ${n(o)} with status ${e}, expected none`,S=a?mt(o.length===0,m):mt(o.length>0,p);return ns({problems:S,outcome:e,texts:o},{problems:_o(c,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
