// @bun
import{q,Ae,Rr}from"./s13.js";import{Pc,co}from"./s4.js";import{qn,Ve,yt}from"./s10.js";import{y}from"./s59.js";var so=(e)=>`# Design: <title>

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
`,oo=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${yt(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],ss=({nextAdr:e,now:t})=>({path:`${Ae}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),io=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function ao({list:e,document:t}){let r=e(Ae).filter((s)=>s.toLowerCase().endsWith(".md")),o=r.map((s)=>t(`${Ae}/${s}`)??""),a=r.flatMap((s,i)=>co(o[i],s).problems);return{names:r,texts:o,problems:[...Pc(r),...a]}}function lo(e){let t=e.document(q),r={areas:e.areas,criteria:qn(e)},{spec:o,problems:a}=Rr(t??"",r),s=e.areas.filter((c)=>o.components.some((n)=>n.area===c)),i=[...a,...Xa(o,e)];return{text:t,areas:s,status:t===null?null:o.status,problems:Ve(q,t,i)}}var Xa=({components:e},{areas:t,inArea:r,isTest:o})=>e.flatMap(({name:a,area:s,paths:i})=>i.flatMap((c)=>{let n=t.filter((p)=>r(c,p));return o(c)||n.length===0||n.includes(s)||!t.includes(s)?[]:`## Component Ownership: ${y(c)} of ${y(a)} belongs to ${n.join(" and ")}, expected files that ${s} owns, or a row of its own with the area ${n[0]}`}));
export{so,oo,ss,io,ao,lo,Xa};
