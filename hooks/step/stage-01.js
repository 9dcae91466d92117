// @bun
import{L,An}from"./s36.js";import{jn,gt,Y,_e,we}from"./s59.js";import{Ei,Ke,yt}from"./s7.js";import{T}from"./s31.js";import{m,t}from"./s2.js";import{Sa}from"./s9.js";import{r}from"./s95.js";var S=`# Feature Brief: <title>

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
`,y=m({..._e("stage-01"),acceptance_criteria_count:t(gt),out_of_scope_items:jn,required_sections_complete:t(Y)}),i=(e)=>T(e).replace(/[.;,]$/,""),E=Ei(we({schema:y,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:L,form:S}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Sa(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:h,maxCriteria:c}){let s=h(L),{brief:d,problems:p}=An(s??""),{criteria:n,outOfScope:f,openQuestions:_}=d,u=e.status==="PASS",a=u||e.status==="ESCALATE"?_:[],w=new Set(e.out_of_scope_items.map(i)),g=new Set(f.map(i)),l=s!==null&&p.length===0,b=`${L}: found ${n.length} criteria, expected at most ${c}: merge what one test would show together`;return{problems:[...u||a.length>0?yt(L,s,p):[],...Ke("required_sections_complete",e.required_sections_complete,l,`as ${L} stands`),...e.out_of_scope_items.filter((o)=>!g.has(i(o))).map((o)=>`out_of_scope_items: found ${r(o)}, expected an item of Out of Scope in ${L}`),...n.length>c?[b]:[]],facts:{counts:{criteria:n.length},flags:{required_sections_complete:l},warnings:[...e.warnings,...f.filter((o)=>!w.has(i(o))).map((o)=>`Out of scope in the brief, but not in its gate: ${o}`)]},texts:[s],questions:a.map((o)=>({question:o.text,options:o.options})),outcome:a.length>0?"questions":void 0}}}));export{E as kind};
