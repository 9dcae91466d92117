// @bun
import{po,Y,Le}from"./shared-8.js";import{$r,yt,Wt}from"./shared-7.js";import{du,gi}from"./shared-19.js";var li=(e)=>`# Design: <title>

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
`,ci=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${Wt(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],is=({nextAdr:e,now:t})=>({path:`${Le}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),ui=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function di({list:e,document:t}){let s=e(Le).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Le}/${r}`)??""),n=s.flatMap((r,a)=>gi(o[a],r).problems);return{names:s,texts:o,problems:[...du(s),...n]}}function fi(e){let t=e.document(Y),s={areas:e.areas,criteria:$r(e)},{spec:o,problems:n}=po(t??"",s);return{text:t,status:t===null?null:o.status,problems:yt(Y,t,n)}}
export{li,ci,is,ui,di,fi};
