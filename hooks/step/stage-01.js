// @bun
import{_,A,Kt}from"./s13.js";import{Xt,Ge,D,de,ie}from"./s39.js";import{po,ze,Ve}from"./s10.js";import{S,t}from"./s2.js";import{ai}from"./s31.js";import{y}from"./s59.js";var b=`# Feature Brief: <title>

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
`,O=S({...de("stage-01"),acceptance_criteria_count:t(Ge),out_of_scope_items:Xt,required_sections_complete:t(D)}),i=(e)=>A(e).replace(/[.;,]$/,""),v=po(ie({schema:O,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:_,form:b}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${ai(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:u,maxCriteria:a}){let s=u(_),{brief:l,problems:c}=Kt(s??""),{criteria:n,outOfScope:p,openQuestions:h}=l,m=e.status==="PASS",r=m||e.status==="ESCALATE"?h:[],d=new Set(e.out_of_scope_items.map(i)),w=new Set(p.map(i)),f=s!==null&&c.length===0,g=`${_}: found ${n.length} criteria, expected at most ${a}: merge what one test would show together`;return{problems:[...m||r.length>0?Ve(_,s,c):[],...ze("required_sections_complete",e.required_sections_complete,f,`as ${_} stands`),...e.out_of_scope_items.filter((o)=>!w.has(i(o))).map((o)=>`out_of_scope_items: found ${y(o)}, expected an item of Out of Scope in ${_}`),...n.length>a?[g]:[]],facts:{counts:{criteria:n.length},flags:{required_sections_complete:f},warnings:[...e.warnings,...p.filter((o)=>!d.has(i(o))).map((o)=>`Out of scope in the brief, but not in its gate: ${o}`)]},texts:[s],questions:r.map((o)=>({question:o.text,options:o.options})),outcome:r.length>0?"questions":void 0}}}));export{v as kind};
