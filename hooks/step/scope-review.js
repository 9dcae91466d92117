// @bun
import{Xt,h}from"./s4.js";import{Es}from"./s22.js";import{Po,we,ur}from"./s12.js";import{os,rs,Cs,ht}from"./s67.js";import{f,r,s,d}from"./s2.js";import{n}from"./s20.js";var c=Object.keys(Es),g=s({...h,status:d(c),reasons:r(we).check(f(Xt)),closed_warnings:ur}),y=os({schema:g,form:(e)=>`{
${Cs(e)}
  "status": "<${c.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:a}){let m=Es[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,i=`reasons: found ${n(o)} with status ${e}, expected none`,S=m?ht(o.length===0,p):ht(o.length>0,i);return rs({problems:S,outcome:e,texts:o},{problems:Po(a,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
