// @bun
import{In,ve}from"./s43.js";import{sr}from"./s10.js";import{Ir,ne,ms}from"./s20.js";import{bn,xn,Xn,tt}from"./s22.js";import{ae,l,P,A}from"./s2.js";import{v}from"./s75.js";var t=Object.keys(sr),p=P({...ve,status:A(t),reasons:l(ne).check(ae(In)),closed_warnings:ms}),u=bn({schema:p,form:(e)=>`{
${Xn(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=sr[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,a=`reasons: found ${v(o)} with status ${e}, expected none`,m=r?tt(o.length===0,c):tt(o.length>0,a);return xn({problems:m,outcome:e,texts:o},{problems:Ir(s,n).problems,facts:{closed:n,blockers:o}})}});export{u as kind};
