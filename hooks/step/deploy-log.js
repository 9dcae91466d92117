// @bun
import"./shared-7.js";import"./shared-2.js";import{q,n}from"./shared-19.js";import{Xe}from"./shared-22.js";import{rr}from"./shared-24.js";import"./shared-21.js";function m(o,t){let r=rr(o).trim(),i=q(r).filter((e)=>e.kind==="plain"&&e.text.trim()!==""),s=i.filter((e)=>e.heading===null).length===0?[n("deploy log",null,void 0,"the summary for stakeholders")]:[],a=new Set(i.flatMap((e)=>[...e.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((p)=>p[0])));for(let e of t)if(!a.has(e.id))s.push(n("deploy log",null,void 0,`the open warning ${e.id}: ${e.text}`));return{summary:r,problems:s}}var c=Xe({form:({warnings:o})=>`# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${o.length===0?"None.":o.map(({id:t})=>`- ${t}: <what it means, for whom, from when on>`).join(`
`)}
`,rules:({warnings:o})=>["The summary is a few sentences without names of files, functions or stages.",...o.length===0?[]:["Every open warning has its entry under Known Limits, which begins with its id."]],judge:(o,{warnings:t})=>({problems:m(o,t).problems})});export{c as kind};
