// @bun
import"./shared-81.js";import"./shared-50.js";import"./shared-62.js";import"./shared-18.js";import"./shared-10.js";import"./shared-40.js";import{Z,le}from"./shared-22.js";import{Rt}from"./shared-30.js";import"./shared-66.js";import"./shared-37.js";import{Qr}from"./shared-77.js";import"./shared-56.js";import"./shared-20.js";import"./shared-42.js";import"./shared-38.js";import"./shared-61.js";function a(e,o){let t=Qr(e).trim(),r=Z(t).filter((n)=>n.kind==="plain"&&n.text.trim()!==""),i=r.filter((n)=>n.heading===null).length===0?[le("deploy log",null,void 0,"the summary for stakeholders")]:[],s=new Set(r.flatMap((n)=>[...n.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((m)=>m[0])));for(let n of o)if(!s.has(n.id))i.push(le("deploy log",null,void 0,`the open warning ${n.id}: ${n.text}`));return{summary:t,problems:i}}var u=Rt({form:({warnings:e})=>`# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${e.length===0?"None.":e.map(({id:o})=>`- ${o}: <what it means, for whom, from when on>`).join(`
`)}
`,rules:({warnings:e})=>["The summary is a few sentences without names of files, functions or stages.",...e.length===0?[]:["Every open warning has its entry under Known Limits, which begins with its id."]],judge:(e,{warnings:o})=>({problems:a(e,o).problems})});export{u as kind};
