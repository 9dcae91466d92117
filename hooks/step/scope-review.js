// @bun
import{jr,We}from"./s30.js";import{ss}from"./s67.js";import{no,ye,Bo}from"./s66.js";import{gr,hr,Xr,zt}from"./s76.js";import{N,a,y,k}from"./s3.js";import{x}from"./s81.js";var t=Object.keys(ss),i=y({...We,status:k(t),reasons:a(ye).check(N(jr)),closed_warnings:Bo}),u=gr({schema:i,form:(e)=>`{
${Xr(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=ss[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${x(o)} with status ${e}, expected none`,p=r?zt(o.length===0,c):zt(o.length>0,m);return hr({problems:p,outcome:e,texts:o},{problems:no(s,n).problems,facts:{closed:n,blockers:o}})}});export{u as kind};
