// @bun
import"./shared-34.js";import"./shared-27.js";import{j}from"./shared-3.js";import"./shared-9.js";import{E,zt,_}from"./shared-7.js";import"./shared-31.js";import"./shared-29.js";import{$n,xt,H,Ce,ye}from"./shared-35.js";import{ki,Se,Re,$t}from"./shared-25.js";import"./shared-17.js";import"./shared-14.js";import"./shared-32.js";import{ga}from"./shared-18.js";import{f}from"./shared-1.js";var b=`# Feature Brief: <title>

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
`,y=f({...Ce("stage-01"),acceptance_criteria_count:xt,out_of_scope_items:$n,required_sections_complete:H}),i=(e)=>E(e).replace(/[.;,]$/,""),R=ki(ye({schema:y,stage:"stage-01",fields:()=>['"acceptance_criteria_count": <number>','"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${Se}`],documents:()=>[{path:_,form:b}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once; `acceptance_criteria_count` is their number.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${ga(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four. Without one the section says `None at this time.`"],judge(e,{document:p,maxCriteria:n}){let o=p(_),{brief:u,problems:r}=zt(o??""),{criteria:s,outOfScope:a,openQuestions:h}=u,c=e.status==="PASS",l=new Set(e.out_of_scope_items.map(i)),d=new Set(a.map(i)),w=o!==null&&r.length===0,g=`${_}: found ${s.length} criteria, expected at most ${n}: merge what one test would show together`,m=c?h:[];return{problems:[...c?$t(_,o,r):[],...Re("acceptance_criteria_count",e.acceptance_criteria_count,s.length,`${_} has so many`),...Re("required_sections_complete",e.required_sections_complete,w,`as ${_} stands`),...e.out_of_scope_items.filter((t)=>!d.has(i(t))).map((t)=>`out_of_scope_items: found ${j(t)}, expected an item of Out of Scope in ${_}`),...s.length>n?[g]:[]],facts:{counts:{criteria:s.length},warnings:[...e.warnings,...a.filter((t)=>!l.has(i(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:m.map((t)=>({question:t.text,options:t.options})),outcome:m.length>0?"questions":void 0}}}));export{R as kind};
