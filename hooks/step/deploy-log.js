// @bun
import"./shared-87.js";import"./shared-65.js";import"./shared-58.js";import"./shared-40.js";import"./shared-18.js";import"./shared-48.js";import"./shared-79.js";import{K,de}from"./shared-45.js";import{Et}from"./shared-47.js";import"./shared-13.js";import"./shared-16.js";import{as}from"./shared-77.js";import"./shared-43.js";import"./shared-51.js";import"./shared-70.js";import"./shared-72.js";import"./shared-4.js";import"./shared-49.js";import"./shared-42.js";function a(e,o){let t=as(e).trim(),r=K(t).filter((n)=>n.kind==="plain"&&n.text.trim()!==""),i=r.filter((n)=>n.heading===null).length===0?[de("deploy log",null,void 0,"the summary for stakeholders")]:[],s=new Set(r.flatMap((n)=>[...n.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((m)=>m[0])));for(let n of o)if(!s.has(n.id))i.push(de("deploy log",null,void 0,`the open warning ${n.id}: ${n.text}`));return{summary:t,problems:i}}var u=Et({form:({warnings:e})=>`# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${e.length===0?"None.":e.map(({id:o})=>`- ${o}: <what it means, for whom, from when on>`).join(`
`)}
`,rules:({warnings:e})=>["The summary is a few sentences without names of files, functions or stages.",...e.length===0?[]:["Every open warning has its entry under Known Limits, which begins with its id."]],judge:(e,{warnings:o})=>({problems:a(e,o).problems})});export{u as kind};
