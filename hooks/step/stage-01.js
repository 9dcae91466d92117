// @bun
import{C,Wt}from"./s38.js";import{Wn,_t,te,Ae,$e}from"./s57.js";import{Ci,tt,Tt}from"./s22.js";import{E}from"./s58.js";import{w,n}from"./s2.js";import{Pa}from"./s70.js";import{i}from"./s39.js";var S=`# Feature Brief: <title>

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
`,y=w({...Ae("stage-01"),acceptance_criteria_count:n(_t),out_of_scope_items:Wn,required_sections_complete:n(te)}),s=(e)=>E(e).replace(/[.;,]$/,""),v=Ci($e({schema:y,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:C,form:S}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Pa(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:l,maxCriteria:c}){let o=l(C),{brief:h,problems:p}=Wt(o??""),{criteria:r,outOfScope:m,openQuestions:d}=h,f=e.status==="PASS",a=f||e.status==="ESCALATE"?d:[],_=new Set(e.out_of_scope_items.map(s)),g=new Set(m.map(s)),u=o!==null&&p.length===0,b=`${C}: found ${r.length} criteria, expected at most ${c}: merge what one test would show together`;return{problems:[...f||a.length>0?Tt(C,o,p):[],...tt("required_sections_complete",e.required_sections_complete,u,`as ${C} stands`),...e.out_of_scope_items.filter((t)=>!g.has(s(t))).map((t)=>`out_of_scope_items: found ${i(t)}, expected an item of Out of Scope in ${C}`),...r.length>c?[b]:[]],facts:{counts:{criteria:r.length},flags:{required_sections_complete:u},warnings:[...e.warnings,...m.filter((t)=>!_.has(s(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:a.map((t)=>({question:t.text,options:t.options})),outcome:a.length>0?"questions":void 0}}}));export{v as kind};
