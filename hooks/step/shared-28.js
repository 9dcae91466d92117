// @bun
import{fo,ee,Ie}from"./shared-13.js";import{$r,yt,Wt}from"./shared-9.js";import{uu,mi}from"./shared-20.js";var ai=(e)=>`# Design: <title>

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
`,li=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${Wt(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],is=({nextAdr:e,now:t})=>({path:`${Ie}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),ci=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function ui({list:e,document:t}){let s=e(Ie).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Ie}/${r}`)??""),n=s.flatMap((r,a)=>mi(o[a],r).problems);return{names:s,texts:o,problems:[...uu(s),...n]}}function di(e){let t=e.document(ee),s={areas:e.areas,criteria:$r(e)},{spec:o,problems:n}=fo(t??"",s);return{text:t,status:t===null?null:o.status,problems:yt(ee,t,n)}}
export{ai,li,is,ci,ui,di};
