// @bun
import{zr,We}from"./s31.js";import{os}from"./s68.js";import{no,ye,Zo}from"./s67.js";import{hr,wr,Jr,zt}from"./s77.js";import{N,a,y,k}from"./s3.js";import{x}from"./s82.js";var t=Object.keys(os),i=y({...We,status:k(t),reasons:a(ye).check(N(zr)),closed_warnings:Zo}),u=hr({schema:i,form:(e)=>`{
${Jr(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=os[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${x(o)} with status ${e}, expected none`,p=r?zt(o.length===0,c):zt(o.length>0,m);return wr({problems:p,outcome:e,texts:o},{problems:no(s,n).problems,facts:{closed:n,blockers:o}})}});export{u as kind};
