// @bun
import"./shared-17.js";import"./shared-18.js";import"./shared-10.js";import"./shared-26.js";import{B,ie}from"./shared-12.js";import{_t}from"./shared-5.js";import"./shared-21.js";import{Zr}from"./shared-38.js";import"./shared-16.js";import"./shared-7.js";import"./shared-25.js";function a(e,o){let t=Zr(e).trim(),r=B(t).filter((n)=>n.kind==="plain"&&n.text.trim()!==""),i=r.filter((n)=>n.heading===null).length===0?[ie("deploy log",null,void 0,"the summary for stakeholders")]:[],s=new Set(r.flatMap((n)=>[...n.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((m)=>m[0])));for(let n of o)if(!s.has(n.id))i.push(ie("deploy log",null,void 0,`the open warning ${n.id}: ${n.text}`));return{summary:t,problems:i}}var u=_t({form:({warnings:e})=>`# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${e.length===0?"None.":e.map(({id:o})=>`- ${o}: <what it means, for whom, from when on>`).join(`
`)}
`,rules:({warnings:e})=>["The summary is a few sentences without names of files, functions or stages.",...e.length===0?[]:["Every open warning has its entry under Known Limits, which begins with its id."]],judge:(e,{warnings:o})=>({problems:a(e,o).problems})});export{u as kind};
