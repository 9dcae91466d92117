// @bun
import{Xt,h}from"./s3.js";import{Ts}from"./s30.js";import{Oo,we,cr}from"./s18.js";import{ns,ss,Es,ht}from"./s66.js";import{f,r,s,d}from"./s2.js";import{n}from"./s24.js";var c=Object.keys(Ts),g=s({...h,status:d(c),reasons:r(we).check(f(Xt)),closed_warnings:cr}),y=ns({schema:g,form:(e)=>`{
${Es(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=Ts[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,S=m?ht(o.length===0,p):ht(o.length>0,i);return ss({problems:S,outcome:e,texts:o},{problems:Oo(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
