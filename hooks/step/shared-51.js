// @bun
import{ee,Be,Go}from"./shared-25.js";import{yd,Ci}from"./shared-7.js";import{Dr,Rt,Kt}from"./shared-33.js";var Oi=(e)=>`# Design: <title>

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
`,Ti=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${Kt(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],ms=({nextAdr:e,now:t})=>({path:`${Be}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),Ei=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Ai({list:e,document:t}){let s=e(Be).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Be}/${r}`)??""),n=s.flatMap((r,a)=>Ci(o[a],r).problems);return{names:s,texts:o,problems:[...yd(s),...n]}}function Pi(e){let t=e.document(ee),s={areas:e.areas,criteria:Dr(e)},{spec:o,problems:n}=Go(t??"",s);return{text:t,status:t===null?null:o.status,problems:Rt(ee,t,n)}}
export{Oi,Ti,ms,Ei,Ai,Pi};
