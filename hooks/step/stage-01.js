// @bun
import{x,I,ft}from"./s10.js";import{sn,Ye,q,he,ce}from"./s20.js";import{So,Fe,nt}from"./s22.js";import{P,n}from"./s2.js";import{$i}from"./s24.js";import{v}from"./s75.js";var g=`# Feature Brief: <title>

## Problem Statement
<who cannot do what today, and what that costs>

## User Stories
1. As <who>, I want <what> so that <why>.

## Acceptance Criteria
1. <\u2026>

## Out of Scope
- <\u2026>

## Open Questions
<None at this time.>
`,b=P({...he("stage-01"),acceptance_criteria_count:n(Ye),out_of_scope_items:sn,required_sections_complete:n(q)}),s=(e)=>I(e).replace(/[.;,]$/,""),E=So(ce({schema:b,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:x,form:g}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${$i(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:u,maxCriteria:a}){let o=u(x),{brief:l,problems:c}=ft(o??""),{criteria:i,outOfScope:p,openQuestions:h}=l,m=e.status==="PASS",r=m||e.status==="ESCALATE"?h:[],d=new Set(e.out_of_scope_items.map(s)),_=new Set(p.map(s)),f=o!==null&&c.length===0,w=`${x}: found ${i.length} criteria, expected at most ${a}: merge what one test would show together`;return{problems:[...m||r.length>0?nt(x,o,c):[],...Fe("required_sections_complete",e.required_sections_complete,f,`as ${x} stands`),...e.out_of_scope_items.filter((t)=>!_.has(s(t))).map((t)=>`out_of_scope_items: found ${v(t)}, expected an item of Out of Scope in ${x}`),...i.length>a?[w]:[]],facts:{counts:{criteria:i.length},flags:{required_sections_complete:f},warnings:[...e.warnings,...p.filter((t)=>!d.has(s(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:r.map((t)=>({question:t.text,options:t.options})),outcome:r.length>0?"questions":void 0}}}));export{E as kind};
