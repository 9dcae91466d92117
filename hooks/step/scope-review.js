// @bun
import{rn,h}from"./s24.js";import{Is}from"./s16.js";import{Po,ge,cr}from"./s12.js";import{is,as,Ls,ht}from"./s49.js";import{m,i,s,d}from"./s2.js";import{n}from"./s45.js";var r=Object.keys(Is),g=s({...h,status:d(r),reasons:i(ge).check(m(rn)),closed_warnings:cr}),y=is({schema:g,form:(e)=>`{
${Ls(e)}
  "status": "<${r.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:c}){let a=Is[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,f=`reasons: found ${n(o)} with status ${e}, expected none`,S=a?ht(o.length===0,p):ht(o.length>0,f);return as({problems:S,outcome:e,texts:o},{problems:Po(c,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
