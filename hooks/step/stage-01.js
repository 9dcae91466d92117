// @bun
import"./shared-3.js";import{_,pt,w}from"./shared-19.js";import"./shared-7.js";import{C}from"./shared-2.js";import{Qt,Je,I,fe,ne}from"./shared-14.js";import{ie,ae,Ye}from"./shared-22.js";import"./shared-21.js";import{a}from"./shared-1.js";var y=`# Feature Brief: <title>

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
`,O=a({...fe("stage-01"),acceptance_criteria_count:Je,out_of_scope_items:Qt,required_sections_complete:I}),S=({maxCriteria:e})=>e<3?`at most ${e}`:`3 to ${Math.min(9,e)}`,i=(e)=>_(e).replace(/[.;,]$/,""),k=ne({schema:O,stage:"stage-01",fields:()=>['"acceptance_criteria_count": <number>','"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${ie}`],documents:()=>[{path:w,form:y}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once; `acceptance_criteria_count` is their number.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${S(e)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four. Without one the section says `None at this time.`"],judge(e,{document:f,maxCriteria:r}){let o=f(w),{brief:u,problems:n}=pt(o??""),{criteria:s,outOfScope:c,openQuestions:h}=u,p=e.status==="PASS",l=new Set(e.out_of_scope_items.map(i)),d=new Set(c.map(i)),g=o!==null&&n.length===0,b=`${w}: found ${s.length} criteria, expected at most ${r}: merge what one test would show together`,m=p?h:[];return{problems:[...p?Ye(w,o,n):[],...ae("acceptance_criteria_count",e.acceptance_criteria_count,s.length,`${w} has so many`),...ae("required_sections_complete",e.required_sections_complete,g,`as ${w} stands`),...e.out_of_scope_items.filter((t)=>!d.has(i(t))).map((t)=>`out_of_scope_items: found ${C(t)}, expected an item of Out of Scope in ${w}`),...s.length>r?[b]:[]],facts:{counts:{criteria:s.length},warnings:[...e.warnings,...c.filter((t)=>!l.has(i(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:m.map((t)=>({question:t.text,options:t.options})),outcome:m.length>0?"questions":void 0}}});export{k as kind};
