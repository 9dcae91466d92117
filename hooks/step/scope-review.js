// @bun
import{zr,We}from"./s14.js";import{os}from"./s68.js";import{so,ye,qo}from"./s73.js";import{gr,hr,Jr,zt}from"./s11.js";import{N,a,y,k}from"./s3.js";import{x}from"./s82.js";var t=Object.keys(os),i=y({...We,status:k(t),reasons:a(ye).check(N(zr)),closed_warnings:qo}),u=gr({schema:i,form:(e)=>`{
${Jr(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=os[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${x(o)} with status ${e}, expected none`,p=r?zt(o.length===0,c):zt(o.length>0,m);return hr({problems:p,outcome:e,texts:o},{problems:so(s,n).problems,facts:{closed:n,blockers:o}})}});export{u as kind};
