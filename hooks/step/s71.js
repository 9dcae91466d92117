// @bun
import{ue,st,Cr}from"./s39.js";import{$d,Ti}from"./s67.js";import{qs,Rt,nn}from"./s20.js";import{a}from"./s40.js";var $i=(e)=>`# Design: <title>

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
`,vi=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${nn(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],go=({nextAdr:e,now:t})=>({path:`${st}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),_i=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Si({list:e,document:t}){let r=e(st).filter((s)=>s.toLowerCase().endsWith(".md")),o=r.map((s)=>t(`${st}/${s}`)??""),i=r.flatMap((s,c)=>Ti(o[c],s).problems);return{names:r,texts:o,problems:[...$d(r),...i]}}function Ri(e){let t=e.document(ue),r={areas:e.areas,criteria:qs(e)},{spec:o,problems:i}=Cr(t??"",r),s=e.areas.filter((p)=>o.components.some((n)=>n.area===p)),c=[...i,...Fl(o,e)];return{text:t,areas:s,status:t===null?null:o.status,problems:Rt(ue,t,c)}}var Fl=({components:e},{areas:t,inArea:r,isTest:o})=>e.flatMap(({name:i,area:s,paths:c})=>c.flatMap((p)=>{let n=t.filter((h)=>r(p,h));return o(p)||n.length===0||n.includes(s)||!t.includes(s)?[]:`## Component Ownership: ${a(p)} of ${a(i)} belongs to ${n.join(" and ")}, expected files that ${s} owns, or a row of its own with the area ${n[0]}`}));
export{$i,vi,go,_i,Si,Ri,Fl};
