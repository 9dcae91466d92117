// @bun
import{ge,ft,hr}from"./s64.js";import{gf,Ma}from"./s70.js";import{xo,Gt,vn}from"./s51.js";import{s}from"./s117.js";var Ea=(e)=>`# Design: <title>

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
`,Aa=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${vn(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],ni=({nextAdr:e,now:t})=>({path:`${ft}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),Ca=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function ja({list:e,document:t}){let o=e(ft).filter((r)=>r.toLowerCase().endsWith(".md")),n=o.map((r)=>t(`${ft}/${r}`)??""),i=o.flatMap((r,c)=>Ma(n[c],r).problems);return{names:o,texts:n,problems:[...gf(o),...i]}}function Fa(e){let t=e.document(ge),o={areas:e.areas,criteria:xo(e)},{spec:n,problems:i}=hr(t??"",o),r=e.areas.filter((p)=>n.components.some((a)=>a.area===p)),c=[...i,...Hu(n,e)];return{text:t,areas:r,status:t===null?null:n.status,problems:Gt(ge,t,c)}}var Hu=({components:e},{areas:t,inArea:o,isTest:n})=>e.flatMap(({name:i,area:r,paths:c})=>c.flatMap((p)=>{let a=t.filter((h)=>o(p,h));return n(p)||a.length===0||a.includes(r)||!t.includes(r)?[]:`## Component Ownership: ${s(p)} of ${s(i)} belongs to ${a.join(" and ")}, expected files that ${r} owns, or a row of its own with the area ${a[0]}`}));
export{Ea,Aa,ni,Ca,ja,Fa,Hu};
