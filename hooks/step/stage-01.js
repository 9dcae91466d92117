// @bun
import"./shared-63.js";import"./shared-41.js";import"./shared-8.js";import"./shared-66.js";import"./shared-10.js";import{S,A,Ft}from"./shared-36.js";import"./shared-87.js";import"./shared-67.js";import{Mn,St,J,ze,ve}from"./shared-27.js";import{Li,Pe,Ce,Ot}from"./shared-22.js";import"./shared-15.js";import"./shared-19.js";import"./shared-54.js";import{g}from"./shared-3.js";import"./shared-29.js";import{Ba}from"./shared-39.js";import"./shared-47.js";import"./shared-64.js";import"./shared-23.js";import{z}from"./shared-76.js";var w=`# Feature Brief: <title>

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
`,b=g({...ze("stage-01"),acceptance_criteria_count:St,out_of_scope_items:Mn,required_sections_complete:J}),i=(e)=>A(e).replace(/[.;,]$/,""),k=Li(ve({schema:b,stage:"stage-01",fields:()=>['"acceptance_criteria_count": <number>','"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${Pe}`],documents:()=>[{path:S,form:w}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once; `acceptance_criteria_count` is their number.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Ba(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four. Without one the section says `None at this time.`"],judge(e,{document:p,maxCriteria:n}){let o=p(S),{brief:u,problems:r}=Ft(o??""),{criteria:s,outOfScope:a,openQuestions:f}=u,c=e.status==="PASS",_=new Set(e.out_of_scope_items.map(i)),h=new Set(a.map(i)),l=o!==null&&r.length===0,d=`${S}: found ${s.length} criteria, expected at most ${n}: merge what one test would show together`,m=c?f:[];return{problems:[...c?Ot(S,o,r):[],...Ce("acceptance_criteria_count",e.acceptance_criteria_count,s.length,`${S} has so many`),...Ce("required_sections_complete",e.required_sections_complete,l,`as ${S} stands`),...e.out_of_scope_items.filter((t)=>!h.has(i(t))).map((t)=>`out_of_scope_items: found ${z(t)}, expected an item of Out of Scope in ${S}`),...s.length>n?[d]:[]],facts:{counts:{criteria:s.length},warnings:[...e.warnings,...a.filter((t)=>!_.has(i(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:m.map((t)=>({question:t.text,options:t.options})),outcome:m.length>0?"questions":void 0}}}));export{k as kind};
