// @bun
import"./shared-58.js";import"./shared-40.js";import"./shared-18.js";import"./shared-48.js";import"./shared-71.js";import{R,G,qt}from"./shared-45.js";import"./shared-87.js";import"./shared-65.js";import"./shared-79.js";import{Wn,Tt,ee,ze,Re}from"./shared-56.js";import{Yi,Ke,Wt,At}from"./shared-47.js";import"./shared-13.js";import"./shared-16.js";import"./shared-43.js";import"./shared-51.js";import"./shared-70.js";import{g,n}from"./shared-2.js";import"./shared-72.js";import{ll}from"./shared-54.js";import"./shared-4.js";import"./shared-49.js";import"./shared-42.js";import{C}from"./shared-76.js";var b=`# Feature Brief: <title>

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
`,S=g({...ze("stage-01"),acceptance_criteria_count:n(Tt),out_of_scope_items:Wn,required_sections_complete:ee}),s=(e)=>G(e).replace(/[.;,]$/,""),z=Yi(Re({schema:S,stage:"stage-01",fields:()=>['"out_of_scope_items": ["<\u2026>"]',`"required_sections_complete": ${Ke}`],documents:()=>[{path:R,form:b}],rules:(e)=>["All five sections of the brief are there. Criteria are numbered from 1 on, each once.","`out_of_scope_items` are the items of Out of Scope, word for word.",`Most features take ${ll(e.maxCriteria)} criteria; more than ${e.maxCriteria} are refused: each costs a test of its own and a place in every review.`,"An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief is `PASS` with it. Without one the section says `None at this time.`"],judge(e,{document:f,maxCriteria:a}){let o=f(R),{brief:u,problems:c}=qt(o??""),{criteria:i,outOfScope:m,openQuestions:h}=u,p=e.status==="PASS",r=p||e.status==="ESCALATE"?h:[],l=new Set(e.out_of_scope_items.map(s)),_=new Set(m.map(s)),d=o!==null&&c.length===0,w=`${R}: found ${i.length} criteria, expected at most ${a}: merge what one test would show together`;return{problems:[...p||r.length>0?At(R,o,c):[],...Wt("required_sections_complete",e.required_sections_complete,d,`as ${R} stands`),...e.out_of_scope_items.filter((t)=>!_.has(s(t))).map((t)=>`out_of_scope_items: found ${C(t)}, expected an item of Out of Scope in ${R}`),...i.length>a?[w]:[]],facts:{counts:{criteria:i.length},warnings:[...e.warnings,...m.filter((t)=>!l.has(s(t))).map((t)=>`Out of scope in the brief, but not in its gate: ${t}`)]},texts:[o],questions:r.map((t)=>({question:t.text,options:t.options})),outcome:r.length>0?"questions":void 0}}}));export{z as kind};
