// @bun
import{ue,st,Ir}from"./s38.js";import{_d,Ei}from"./s67.js";import{Us,Tt,tn}from"./s22.js";import{i}from"./s39.js";var _i=(e)=>`# Design: <title>

STATUS: ${e}

## Architecture
<parts, data, how they work together, what happens when one fails>

## API Contracts
<each entry: request, response, every error, limits>

## Component Ownership

| Component | Area | Criteria | Paths |
|---|---|---|---|
| <name> | <area> | <1, 2> | \`<glob>\`, \`<glob>\` |

## Security
<what is secret and where it may go; who may call what, how often>
`,Si=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${tn(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],ko=({nextAdr:e,now:t})=>({path:`${st}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

**Status**: Accepted
**Date**: ${t.slice(0,10)}

## Context
<\u2026>

## Decision
<\u2026>

## Rationale
- <why, and which other way was refused for what reason>

## Consequences
<\u2026>
`}),Ri=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Ti({list:e,document:t}){let r=e(st).filter((s)=>s.toLowerCase().endsWith(".md")),o=r.map((s)=>t(`${st}/${s}`)??""),a=r.flatMap((s,c)=>Ei(o[c],s).problems);return{names:r,texts:o,problems:[..._d(r),...a]}}function Oi(e){let t=e.document(ue),r={areas:e.areas,criteria:Us(e)},{spec:o,problems:a}=Ir(t??"",r),s=e.areas.filter((p)=>o.components.some((n)=>n.area===p)),c=[...a,...Dl(o,e)];return{text:t,areas:s,status:t===null?null:o.status,problems:Tt(ue,t,c)}}var Dl=({components:e},{areas:t,inArea:r,isTest:o})=>e.flatMap(({name:a,area:s,paths:c})=>c.flatMap((p)=>{let n=t.filter((h)=>r(p,h));return o(p)||n.length===0||n.includes(s)||!t.includes(s)?[]:`## Component Ownership: ${i(p)} of ${i(a)} belongs to ${n.join(" and ")}, expected files that ${s} owns, or a row of its own with the area ${n[0]}`}));
export{_i,Si,ko,Ri,Ti,Oi,Dl};
