// @bun
import{n}from"./s30.js";import{V,Sn}from"./s14.js";import{_n,gt,re,Pe,xe}from"./s15.js";import{Bi,Je,yt}from"./s51.js";import{C}from"./s63.js";import{Ji}from"./s75.js";import{s,t}from"./s2.js";var S=`# Feature Brief: <title>

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
`,y=s({...Pe("stage-01"),acceptance_criteria_count:t(gt),out_of_scope_items:_n,required_sections_complete:t(re)}),r=(e)=>C(e).replace(/[.;,]$/,""),k=Bi(xe({schema:y,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]'],documents:()=>[{path:V,form:S}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${Ji(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:h,maxCriteria:p}){let i=h(V),{brief:d,problems:m}=Sn(i??""),{criteria:a,outOfScope:f,openQuestions:_}=d,u=e.status==="PASS",c=u||e.status==="ESCALATE"?_:[],w=new Set(e.out_of_scope_items.map(r)),g=new Set(f.map(r)),l=i!==null&&m.length===0,b=`${V}: found ${a.length} criteria, expected at most ${p}: merge what one test would show together`;return{problems:[...u||c.length>0?yt(V,i,m):[],...Je("required_sections_complete",e.required_sections_complete,l,`as ${V} stands`),...e.out_of_scope_items.filter((o)=>!g.has(r(o))).map((o)=>`out_of_scope_items: found ${n(o)}, expected an item of Out of Scope in ${V}`),...a.length>p?[b]:[]],facts:{counts:{criteria:a.length},flags:{required_sections_complete:l},warnings:[...e.warnings,...f.filter((o)=>!w.has(r(o))).map((o)=>`Out of scope in the brief, but not in its gate: ${o}`)]},texts:[i],questions:c.map((o)=>({question:o.text,options:o.options})),outcome:c.length>0?"questions":void 0}}}));export{k as kind};
