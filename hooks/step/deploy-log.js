// @bun
import{ht}from"./s51.js";import{Ae}from"./s79.js";import{P,Q}from"./s63.js";function a(e,o){let t=Ae(e).trim(),r=P(t).filter((n)=>n.kind==="plain"&&n.text.trim()!==""),i=r.filter((n)=>n.heading===null).length===0?[Q("deploy log",null,void 0,"the summary for stakeholders")]:[],s=new Set(r.flatMap((n)=>[...n.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((m)=>m[0])));for(let n of o)if(!s.has(n.id))i.push(Q("deploy log",null,void 0,`the open warning ${n.id}: ${n.text}`));return{summary:t,problems:i}}var u=ht({form:({warnings:e})=>`# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${e.length===0?"None.":e.map(({id:o})=>`- ${o}: <what it means, for whom, from when on>`).join(`
`)}
`,rules:({warnings:e})=>["The summary is a few sentences without names of files, functions or stages.",...e.length===0?[]:["Every open warning has its entry under Known Limits, which begins with its id."]],judge:(e,{warnings:o})=>({problems:a(e,o).problems})});export{u as kind};
