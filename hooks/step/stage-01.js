// @bun
import"./shared-26.js";import"./shared-12.js";import{C}from"./shared-13.js";import"./shared-10.js";import{S,yt,w}from"./shared-25.js";import"./shared-11.js";import{nn,st,L,we,ie}from"./shared-14.js";import{ue,de,at}from"./shared-2.js";import"./shared-28.js";import"./shared-24.js";import"./shared-21.js";import"./shared-37.js";import{yi}from"./shared-29.js";import{a}from"./shared-1.js";var b=`# Feature Brief: <title>

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
`,y=a({...we("stage-01"),acceptance_criteria_count:st,out_of_scope_items:nn,required_sections_complete:L}),i=(e)=>S(e).replace(/[.;,]$/,""),v=ie({schema:y,stage:"stage-01",fields:()=>['"acceptance_criteria_count": <number>','"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${ue}`],documents:()=>[{path:w,form:b}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once; `acceptance_criteria_count` is their number.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${yi(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four. Without one the section says `None at this time.`"],judge(e,{document:u,maxCriteria:r}){let o=u(w),{brief:f,problems:n}=yt(o??""),{criteria:s,outOfScope:c,openQuestions:_}=f,m=e.status==="PASS",h=new Set(e.out_of_scope_items.map(i)),l=new Set(c.map(i)),d=o!==null&&n.length===0,g=`${w}: found ${s.length} criteria, expected at most ${r}: merge what one test would show together`,p=m?_:[];return{problems:[...m?at(w,o,n):[],...de("acceptance_criteria_count",e.acceptance_criteria_count,s.length,`${w} has so many`),...de("required_sections_complete",e.required_sections_complete,d,`as ${w} stands`),...e.out_of_scope_items.filter((t)=>!l.has(i(t))).map((t)=>`out_of_scope_items: found ${C(t)}, expected an item of Out of Scope in ${w}`),...s.length>r?[g]:[]],facts:{counts:{criteria:s.length},warnings:[...e.warnings,...c.filter((t)=>!h.has(i(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:p.map((t)=>({question:t.text,options:t.options})),outcome:p.length>0?"questions":void 0}}});export{v as kind};
