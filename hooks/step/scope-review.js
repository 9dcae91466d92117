// @bun
import{Ht,m}from"./s63.js";import{Os}from"./s10.js";import{bo,fe,Yo}from"./s4.js";import{Yn,es,Ps,ut}from"./s61.js";import{f,i,s,d}from"./s2.js";import{n}from"./s59.js";var r=Object.keys(Os),g=s({...m,status:d(r),reasons:i(fe).check(f(Ht)),closed_warnings:Yo}),y=Yn({schema:g,form:(e)=>`{
${Ps(e)}
  "status": "<${r.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:t=[]},{warnings:c}){let a=Os[e].counts==="changes",p=`reasons: found none with status ${e}, expected what has to change`,h=`reasons: found ${n(o)} with status ${e}, expected none`,S=a?ut(o.length===0,p):ut(o.length>0,h);return es({problems:S,outcome:e,texts:o},{problems:bo(c,t).problems,facts:{closed:t,blockers:o}})}});export{y as kind};
