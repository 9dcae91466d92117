// @bun
import{jr,M,Te,Lc,ws}from"./shared-19.js";import{Gn,Ye,_t}from"./shared-22.js";var Xo=(e)=>`# Design: <title>

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
`,Yo=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${_t(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],ho=({nextAdr:e,now:t})=>({path:`${Te}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),es=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function ts({list:e,document:t}){let s=e(Te).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Te}/${r}`)??""),n=s.flatMap((r,a)=>ws(o[a],r).problems);return{names:s,texts:o,problems:[...Lc(s),...n]}}function ns(e){let t=e.document(M),s={areas:e.areas,criteria:Gn(e)},{spec:o,problems:n}=jr(t??"",s);return{text:t,status:t===null?null:o.status,problems:Ye(M,t,n)}}
export{Xo,Yo,ho,es,ts,ns};
