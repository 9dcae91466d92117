// @bun
import"./shared-29.js";import"./shared-6.js";import{j}from"./shared-36.js";import"./shared-4.js";import{R,St,k}from"./shared-11.js";import"./shared-35.js";import{fn,wt,D,ve,ie}from"./shared-31.js";import{me,ge,bt}from"./shared-12.js";import"./shared-27.js";import"./shared-34.js";import"./shared-16.js";import"./shared-8.js";import{Ki}from"./shared-24.js";import{c}from"./shared-2.js";var g=`# Feature Brief: <title>

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
`,b=c({...ve("stage-01"),acceptance_criteria_count:wt,out_of_scope_items:fn,required_sections_complete:D}),i=(e)=>R(e).replace(/[.;,]$/,""),F=ie({schema:b,stage:"stage-01",fields:()=>['"acceptance_criteria_count": <number>','"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${me}`],documents:()=>[{path:k,form:g}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once; `acceptance_criteria_count` is their number.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Ki(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four. Without one the section says `None at this time.`"],judge(e,{document:u,maxCriteria:r}){let o=u(k),{brief:f,problems:n}=St(o??""),{criteria:s,outOfScope:a,openQuestions:_}=f,m=e.status==="PASS",h=new Set(e.out_of_scope_items.map(i)),l=new Set(a.map(i)),d=o!==null&&n.length===0,w=`${k}: found ${s.length} criteria, expected at most ${r}: merge what one test would show together`,p=m?_:[];return{problems:[...m?bt(k,o,n):[],...ge("acceptance_criteria_count",e.acceptance_criteria_count,s.length,`${k} has so many`),...ge("required_sections_complete",e.required_sections_complete,d,`as ${k} stands`),...e.out_of_scope_items.filter((t)=>!l.has(i(t))).map((t)=>`out_of_scope_items: found ${j(t)}, expected an item of Out of Scope in ${k}`),...s.length>r?[w]:[]],facts:{counts:{criteria:s.length},warnings:[...e.warnings,...a.filter((t)=>!h.has(i(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:p.map((t)=>({question:t.text,options:t.options})),outcome:p.length>0?"questions":void 0}}});export{F as kind};
