// @bun
import{H,ls}from"./s64.js";import{ds,Wt,de,Ie,Pe}from"./s44.js";import{Na,ht,Gt}from"./s51.js";import{z}from"./s50.js";import{o,n}from"./s2.js";import{Rc}from"./s12.js";import{s}from"./s117.js";var S=`# Feature Brief: <title>

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
`,y=o({...Ie("stage-01"),acceptance_criteria_count:n(Wt),out_of_scope_items:ds,required_sections_complete:n(de)}),r=(e)=>z(e).replace(/[.;,]$/,""),k=Na(Pe({schema:y,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:H,form:S}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Rc(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:h,maxCriteria:p}){let i=h(H),{brief:d,problems:m}=ls(i??""),{criteria:a,outOfScope:f,openQuestions:_}=d,u=e.status==="PASS",c=u||e.status==="ESCALATE"?_:[],w=new Set(e.out_of_scope_items.map(r)),g=new Set(f.map(r)),l=i!==null&&m.length===0,b=`${H}: found ${a.length} criteria, expected at most ${p}: merge what one test would show together`;return{problems:[...u||c.length>0?Gt(H,i,m):[],...ht("required_sections_complete",e.required_sections_complete,l,`as ${H} stands`),...e.out_of_scope_items.filter((t)=>!g.has(r(t))).map((t)=>`out_of_scope_items: found ${s(t)}, expected an item of Out of Scope in ${H}`),...a.length>p?[b]:[]],facts:{counts:{criteria:a.length},flags:{required_sections_complete:l},warnings:[...e.warnings,...f.filter((t)=>!w.has(r(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[i],questions:c.map((t)=>({question:t.text,options:t.options})),outcome:c.length>0?"questions":void 0}}}));export{k as kind};
