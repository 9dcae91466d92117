// @bun
import{Mr,G,Te}from"./shared-25.js";import{or,at,At}from"./shared-2.js";import{al,Ps}from"./shared-28.js";var _s=(e)=>`# Design: <title>

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
`,Ss=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${At(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],Po=({nextAdr:e,now:t})=>({path:`${Te}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),Rs=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Os({list:e,document:t}){let s=e(Te).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Te}/${r}`)??""),n=s.flatMap((r,a)=>Ps(o[a],r).problems);return{names:s,texts:o,problems:[...al(s),...n]}}function Ts(e){let t=e.document(G),s={areas:e.areas,criteria:or(e)},{spec:o,problems:n}=Mr(t??"",s);return{text:t,status:t===null?null:o.status,problems:at(G,t,n)}}
export{_s,Ss,Po,Rs,Os,Ts};
