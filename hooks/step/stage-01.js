// @bun
import{_,I,mt}from"./s27.js";import{cn,tt,Z,ye,ue}from"./s53.js";import{Po,De,st}from"./s24.js";import{S,n}from"./s2.js";import{Ri}from"./s17.js";import{R}from"./s74.js";var b=`# Feature Brief: <title>

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
`,y=S({...ye("stage-01"),acceptance_criteria_count:n(tt),out_of_scope_items:cn,required_sections_complete:n(Z)}),s=(e)=>I(e).replace(/[.;,]$/,""),E=Po(ue({schema:y,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:_,form:b}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Ri(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:u,maxCriteria:a}){let o=u(_),{brief:l,problems:c}=mt(o??""),{criteria:i,outOfScope:p,openQuestions:h}=l,m=e.status==="PASS",r=m||e.status==="ESCALATE"?h:[],d=new Set(e.out_of_scope_items.map(s)),w=new Set(p.map(s)),f=o!==null&&c.length===0,g=`${_}: found ${i.length} criteria, expected at most ${a}: merge what one test would show together`;return{problems:[...m||r.length>0?st(_,o,c):[],...De("required_sections_complete",e.required_sections_complete,f,`as ${_} stands`),...e.out_of_scope_items.filter((t)=>!w.has(s(t))).map((t)=>`out_of_scope_items: found ${R(t)}, expected an item of Out of Scope in ${_}`),...i.length>a?[g]:[]],facts:{counts:{criteria:i.length},flags:{required_sections_complete:f},warnings:[...e.warnings,...p.filter((t)=>!d.has(s(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:r.map((t)=>({question:t.text,options:t.options})),outcome:r.length>0?"questions":void 0}}}));export{E as kind};
