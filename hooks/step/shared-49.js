// @bun
import{ee,Be,Zo}from"./shared-22.js";import{wd,Ai}from"./shared-7.js";import{Dr,Ot,Qt}from"./shared-30.js";var Si=(e)=>`# Design: <title>

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
`,Ri=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has one area of ${Qt(Object.keys(e))}, and paths as globs of files that this area owns, with commas between.`],ps=({nextAdr:e,now:t})=>({path:`${Be}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),Oi=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Ti({list:e,document:t}){let s=e(Be).filter((r)=>r.toLowerCase().endsWith(".md")),o=s.map((r)=>t(`${Be}/${r}`)??""),n=s.flatMap((r,a)=>Ai(o[a],r).problems);return{names:s,texts:o,problems:[...wd(s),...n]}}function Ei(e){let t=e.document(ee),s={areas:e.areas,criteria:Dr(e)},{spec:o,problems:n}=Zo(t??"",s);return{text:t,status:t===null?null:o.status,problems:Ot(ee,t,n)}}
export{Si,Ri,ps,Oi,Ti,Ei};
