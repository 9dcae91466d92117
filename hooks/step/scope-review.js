// @bun
import{an,B}from"./s50.js";import{er}from"./s38.js";import{jr,he,bo}from"./s57.js";import{ns,ss,Vs,Rt}from"./s22.js";import{R,a,w,b}from"./s2.js";import{i}from"./s39.js";var t=Object.keys(er),f=w({...B,status:b(t),reasons:a(he).check(R(an)),closed_warnings:bo}),T=ns({schema:f,form:(e)=>`{
${Vs(e)}
  "status": "<${t.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,rules:()=>["`needs_changes` has at least one reason; `approved` has none."],judge({status:e,reasons:o,closed_warnings:n=[]},{warnings:s}){let r=er[e].counts==="changes",c=`reasons: found none with status ${e}, expected what has to change`,m=`reasons: found ${i(o)} with status ${e}, expected none`,p=r?Rt(o.length===0,c):Rt(o.length>0,m);return ss({problems:p,outcome:e,texts:o},{problems:jr(s,n).problems,facts:{closed:n,blockers:o}})}});export{T as kind};
