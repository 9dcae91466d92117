// @bun
import{zn,ve}from"./s50.js";import{tr}from"./s30.js";import{zr,te,ds}from"./s29.js";import{yn,bn,Vn,tt}from"./s27.js";import{ie,a,P,A}from"./s2.js";import{v}from"./s75.js";var t=Object.keys(tr),i=P({...ve,status:A(t),reasons:a(te).check(ie(zn)),closed_warnings:ds}),u=yn({schema:i,form:(e)=>`{
${Vn(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=tr[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${v(o)} with status ${e}, expected none`,p=r?tt(o.length===0,c):tt(o.length>0,m);return bn({problems:p,outcome:e,texts:o},{problems:zr(s,n).problems,facts:{closed:n,blockers:o}})}});export{u as kind};
