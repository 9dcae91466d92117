// @bun
import{ie,Ke,$r}from"./s32.js";import{Xu,bi}from"./s12.js";import{Fs,yt,Zt}from"./s7.js";import{r}from"./s37.js";var gi=(e)=>`# Design: <title>

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
`,hi=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${Zt(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],io=({nextAdr:e,now:t})=>({path:`${Ke}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),wi=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function yi({list:e,document:t}){let o=e(Ke).filter((s)=>s.toLowerCase().endsWith(".md")),n=o.map((s)=>t(`${Ke}/${s}`)??""),i=o.flatMap((s,c)=>bi(n[c],s).problems);return{names:o,texts:n,problems:[...Xu(o),...i]}}function ki(e){let t=e.document(ie),o={areas:e.areas,criteria:Fs(e)},{spec:n,problems:i}=$r(t??"",o),s=e.areas.filter((p)=>n.components.some((a)=>a.area===p)),c=[...i,...cl(n,e)];return{text:t,areas:s,status:t===null?null:n.status,problems:yt(ie,t,c)}}var cl=({components:e},{areas:t,inArea:o,isTest:n})=>e.flatMap(({name:i,area:s,paths:c})=>c.flatMap((p)=>{let a=t.filter((h)=>o(p,h));return n(p)||a.length===0||a.includes(s)||!t.includes(s)?[]:`## Component Ownership: ${r(p)} of ${r(i)} belongs to ${a.join(" and ")}, expected files that ${s} owns, or a row of its own with the area ${a[0]}`}));
export{gi,hi,io,wi,yi,ki,cl};
