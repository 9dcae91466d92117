// @bun
import{so,H,Pe}from"./shared-11.js";import{vr,bt,Lt}from"./shared-12.js";import{Bl,ei}from"./shared-27.js";var Hs=(e)=>`# Design: <title>

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
`,Vs=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${Lt(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],es=({nextAdr:e,now:t})=>({path:`${Pe}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),Ks=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Xs({list:e,document:t}){let s=e(Pe).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Pe}/${r}`)??""),n=s.flatMap((r,a)=>ei(o[a],r).problems);return{names:s,texts:o,problems:[...Bl(s),...n]}}function Qs(e){let t=e.document(H),s={areas:e.areas,criteria:vr(e)},{spec:o,problems:n}=so(t??"",s);return{text:t,status:t===null?null:o.status,problems:bt(H,t,n)}}
export{Hs,Vs,es,Ks,Xs,Qs};
