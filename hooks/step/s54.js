// @bun
import{ie,Ve,Rr}from"./s36.js";import{_d,Ti}from"./s25.js";import{Ds,yt,Ut}from"./s7.js";import{r}from"./s93.js";var $i=(e)=>`# Design: <title>

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
`,vi=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${Ut(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],po=({nextAdr:e,now:t})=>({path:`${Ve}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),_i=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Si({list:e,document:t}){let o=e(Ve).filter((s)=>s.toLowerCase().endsWith(".md")),n=o.map((s)=>t(`${Ve}/${s}`)??""),i=o.flatMap((s,c)=>Ti(n[c],s).problems);return{names:o,texts:n,problems:[..._d(o),...i]}}function Ri(e){let t=e.document(ie),o={areas:e.areas,criteria:Ds(e)},{spec:n,problems:i}=Rr(t??"",o),s=e.areas.filter((p)=>n.components.some((a)=>a.area===p)),c=[...i,...Rl(n,e)];return{text:t,areas:s,status:t===null?null:n.status,problems:yt(ie,t,c)}}var Rl=({components:e},{areas:t,inArea:o,isTest:n})=>e.flatMap(({name:i,area:s,paths:c})=>c.flatMap((p)=>{let a=t.filter((h)=>o(p,h));return n(p)||a.length===0||a.includes(s)||!t.includes(s)?[]:`## Component Ownership: ${r(p)} of ${r(i)} belongs to ${a.join(" and ")}, expected files that ${s} owns, or a row of its own with the area ${a[0]}`}));
export{$i,vi,po,_i,Si,Ri,Rl};
