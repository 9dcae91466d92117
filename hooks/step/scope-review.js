// @bun
import{Xt,w}from"./s18.js";import{js}from"./s13.js";import{n}from"./s26.js";import{Po,we,fr}from"./s45.js";import{os,rs,zs,wt}from"./s48.js";import{f,r,s,d}from"./s2.js";var c=Object.keys(js),S=s({...w,status:d(c),reasons:r(we).check(f(Xt)),closed_warnings:fr}),y=os({schema:S,form:(e)=>`{
${zs(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=js[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,h=m?wt(o.length===0,p):wt(o.length>0,i);return rs({problems:h,outcome:e,texts:o},{problems:Po(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
