// @bun
import{L,An}from"./s36.js";import{jn,gt,Y,ve,we}from"./s13.js";import{Ai,Ke,yt}from"./s7.js";import{T}from"./s24.js";import{m,n}from"./s2.js";import{Ta}from"./s8.js";import{r}from"./s93.js";var S=`# Feature Brief: <title>

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
`,y=m({...ve("stage-01"),acceptance_criteria_count:n(gt),out_of_scope_items:jn,required_sections_complete:n(Y)}),s=(e)=>T(e).replace(/[.;,]$/,""),E=Ai(we({schema:y,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:L,form:S}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Ta(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:h,maxCriteria:c}){let o=h(L),{brief:d,problems:p}=An(o??""),{criteria:i,outOfScope:f,openQuestions:_}=d,u=e.status==="PASS",a=u||e.status==="ESCALATE"?_:[],w=new Set(e.out_of_scope_items.map(s)),g=new Set(f.map(s)),l=o!==null&&p.length===0,b=`${L}: found ${i.length} criteria, expected at most ${c}: merge what one test would show together`;return{problems:[...u||a.length>0?yt(L,o,p):[],...Ke("required_sections_complete",e.required_sections_complete,l,`as ${L} stands`),...e.out_of_scope_items.filter((t)=>!g.has(s(t))).map((t)=>`out_of_scope_items: found ${r(t)}, expected an item of Out of Scope in ${L}`),...i.length>c?[b]:[]],facts:{counts:{criteria:i.length},flags:{required_sections_complete:l},warnings:[...e.warnings,...f.filter((t)=>!w.has(s(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:a.map((t)=>({question:t.text,options:t.options})),outcome:a.length>0?"questions":void 0}}}));export{E as kind};
