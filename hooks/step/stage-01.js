// @bun
import{U,yn}from"./s30.js";import{kn,pt,ne,Re,xe}from"./s19.js";import{zi,Ke,ht}from"./s60.js";import{C}from"./s47.js";import{pa}from"./s79.js";import{s,t}from"./s2.js";import{n}from"./s13.js";var S=`# Feature Brief: <title>

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
`,y=s({...Re("stage-01"),acceptance_criteria_count:t(pt),out_of_scope_items:kn,required_sections_complete:t(ne)}),r=(e)=>C(e).replace(/[.;,]$/,""),k=zi(xe({schema:y,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:U,form:S}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${pa(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:h,maxCriteria:p}){let i=h(U),{brief:d,problems:m}=yn(i??""),{criteria:a,outOfScope:f,openQuestions:_}=d,u=e.status==="PASS",c=u||e.status==="ESCALATE"?_:[],w=new Set(e.out_of_scope_items.map(r)),g=new Set(f.map(r)),l=i!==null&&m.length===0,b=`${U}: found ${a.length} criteria, expected at most ${p}: merge what one test would show together`;return{problems:[...u||c.length>0?ht(U,i,m):[],...Ke("required_sections_complete",e.required_sections_complete,l,`as ${U} stands`),...e.out_of_scope_items.filter((o)=>!g.has(r(o))).map((o)=>`out_of_scope_items: found ${n(o)}, expected an item of Out of Scope in ${U}`),...a.length>p?[b]:[]],facts:{counts:{criteria:a.length},flags:{required_sections_complete:l},warnings:[...e.warnings,...f.filter((o)=>!w.has(r(o))).map((o)=>`Out of scope in the brief, but not in its gate: ${o}`)]},texts:[i],questions:c.map((o)=>({question:o.text,options:o.options})),outcome:c.length>0?"questions":void 0}}}));export{k as kind};
