// @bun
import"./shared-11.js";import"./shared-26.js";import"./shared-12.js";import"./shared-13.js";import{F,te}from"./shared-25.js";import{it}from"./shared-2.js";import"./shared-28.js";import{cr}from"./shared-34.js";import"./shared-24.js";import"./shared-21.js";import"./shared-37.js";function a(e,o){let t=cr(e).trim(),r=F(t).filter((n)=>n.kind==="plain"&&n.text.trim()!==""),i=r.filter((n)=>n.heading===null).length===0?[te("deploy log",null,void 0,"the summary for stakeholders")]:[],s=new Set(r.flatMap((n)=>[...n.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((m)=>m[0])));for(let n of o)if(!s.has(n.id))i.push(te("deploy log",null,void 0,`the open warning ${n.id}: ${n.text}`));return{summary:t,problems:i}}var u=it({form:({warnings:e})=>`# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${e.length===0?"None.":e.map(({id:o})=>`- ${o}: <what it means, for whom, from when on>`).join(`
`)}
`,rules:({warnings:e})=>["The summary is a few sentences without names of files, functions or stages.",...e.length===0?[]:["Every open warning has its entry under Known Limits, which begins with its id."]],judge:(e,{warnings:o})=>({problems:a(e,o).problems})});export{u as kind};
