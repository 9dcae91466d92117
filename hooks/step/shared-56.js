// @bun
import{ne,Ze,Us}from"./shared-36.js";import{$d,ji}from"./shared-38.js";import{Wr,Ot,en}from"./shared-22.js";var Ti=(e)=>`# Design: <title>

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
`,Ei=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${en(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],ho=({nextAdr:e,now:t})=>({path:`${Ze}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),Ai=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Pi({list:e,document:t}){let s=e(Ze).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Ze}/${r}`)??""),n=s.flatMap((r,a)=>ji(o[a],r).problems);return{names:s,texts:o,problems:[...$d(s),...n]}}function Ci(e){let t=e.document(ne),s={areas:e.areas,criteria:Wr(e)},{spec:o,problems:n}=Us(t??"",s);return{text:t,status:t===null?null:o.status,problems:Ot(ne,t,n)}}
export{Ti,Ei,ho,Ai,Pi,Ci};
