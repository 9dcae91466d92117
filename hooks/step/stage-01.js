// @bun
import{R,U,Zt}from"./s38.js";import{Bn,Et,te,Le,Oe}from"./s9.js";import{na,He,Bt,Pt}from"./s69.js";import{g,n}from"./s3.js";import{fl}from"./s46.js";import{T}from"./s80.js";var b=`# Feature Brief: <title>

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
`,S=g({...Le("stage-01"),acceptance_criteria_count:n(Et),out_of_scope_items:Bn,required_sections_complete:te}),s=(e)=>U(e).replace(/[.;,]$/,""),F=na(Oe({schema:S,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${He}`],documents:()=>[{path:R,form:b}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${fl(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:f,maxCriteria:a}){let o=f(R),{brief:u,problems:c}=Zt(o??""),{criteria:i,outOfScope:p,openQuestions:h}=u,m=e.status==="PASS",r=m||e.status==="ESCALATE"?h:[],l=new Set(e.out_of_scope_items.map(s)),d=new Set(p.map(s)),_=o!==null&&c.length===0,w=`${R}: found ${i.length} criteria, expected at most ${a}: merge what one test would show together`;return{problems:[...m||r.length>0?Pt(R,o,c):[],...Bt("required_sections_complete",e.required_sections_complete,_,`as ${R} stands`),...e.out_of_scope_items.filter((t)=>!d.has(s(t))).map((t)=>`out_of_scope_items: found ${T(t)}, expected an item of Out of Scope in ${R}`),...i.length>a?[w]:[]],facts:{counts:{criteria:i.length},warnings:[...e.warnings,...p.filter((t)=>!l.has(s(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:r.map((t)=>({question:t.text,options:t.options})),outcome:r.length>0?"questions":void 0}}}));export{F as kind};
