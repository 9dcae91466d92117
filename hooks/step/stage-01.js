// @bun
import"./shared-18.js";import"./shared-10.js";import{M}from"./shared-26.js";import"./shared-37.js";import{O,Mt,v}from"./shared-12.js";import"./shared-17.js";import{On,$t,U,Oe,de}from"./shared-9.js";import{ke,be,St}from"./shared-5.js";import"./shared-21.js";import"./shared-16.js";import"./shared-7.js";import"./shared-25.js";import{Aa}from"./shared-23.js";import{d}from"./shared-2.js";var g=`# Feature Brief: <title>

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
`,b=d({...Oe("stage-01"),acceptance_criteria_count:$t,out_of_scope_items:On,required_sections_complete:U}),i=(e)=>O(e).replace(/[.;,]$/,""),R=de({schema:b,stage:"stage-01",fields:()=>['"acceptance_criteria_count": <number>','"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${ke}`],documents:()=>[{path:v,form:g}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once; `acceptance_criteria_count` is their number.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Aa(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four. Without one the section says `None at this time.`"],judge(e,{document:p,maxCriteria:r}){let o=p(v),{brief:u,problems:n}=Mt(o??""),{criteria:s,outOfScope:a,openQuestions:f}=u,c=e.status==="PASS",_=new Set(e.out_of_scope_items.map(i)),h=new Set(a.map(i)),l=o!==null&&n.length===0,w=`${v}: found ${s.length} criteria, expected at most ${r}: merge what one test would show together`,m=c?f:[];return{problems:[...c?St(v,o,n):[],...be("acceptance_criteria_count",e.acceptance_criteria_count,s.length,`${v} has so many`),...be("required_sections_complete",e.required_sections_complete,l,`as ${v} stands`),...e.out_of_scope_items.filter((t)=>!h.has(i(t))).map((t)=>`out_of_scope_items: found ${M(t)}, expected an item of Out of Scope in ${v}`),...s.length>r?[w]:[]],facts:{counts:{criteria:s.length},warnings:[...e.warnings,...a.filter((t)=>!_.has(i(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:m.map((t)=>({question:t.text,options:t.options})),outcome:m.length>0?"questions":void 0}}});export{R as kind};
