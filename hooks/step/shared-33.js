// @bun
import{wo,te,Fe}from"./shared-7.js";import{Rr,$t,Ht}from"./shared-25.js";import{Ou,$i}from"./shared-17.js";var gi=(e)=>`# Design: <title>

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
`,hi=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${Ht(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],cs=({nextAdr:e,now:t})=>({path:`${Fe}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),wi=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function yi({list:e,document:t}){let s=e(Fe).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Fe}/${r}`)??""),n=s.flatMap((r,a)=>$i(o[a],r).problems);return{names:s,texts:o,problems:[...Ou(s),...n]}}function bi(e){let t=e.document(te),s={areas:e.areas,criteria:Rr(e)},{spec:o,problems:n}=wo(t??"",s);return{text:t,status:t===null?null:o.status,problems:$t(te,t,n)}}
export{gi,hi,cs,wi,yi,bi};
