// @bun
import{Q,Be,qr}from"./s27.js";import{Vc,Oo}from"./s4.js";import{Jn,st,Pt}from"./s24.js";import{R}from"./s74.js";var $o=(e)=>`# Design: <title>

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
`,vo=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${Pt(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],bs=({nextAdr:e,now:t})=>({path:`${Be}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

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
`}),_o=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function So({list:e,document:t}){let r=e(Be).filter((s)=>s.toLowerCase().endsWith(".md")),o=r.map((s)=>t(`${Be}/${s}`)??""),a=r.flatMap((s,i)=>Oo(o[i],s).problems);return{names:r,texts:o,problems:[...Vc(r),...a]}}function Ro(e){let t=e.document(Q),r={areas:e.areas,criteria:Jn(e)},{spec:o,problems:a}=qr(t??"",r),s=e.areas.filter((c)=>o.components.some((n)=>n.area===c)),i=[...a,...Tl(o,e)];return{text:t,areas:s,status:t===null?null:o.status,problems:st(Q,t,i)}}var Tl=({components:e},{areas:t,inArea:r,isTest:o})=>e.flatMap(({name:a,area:s,paths:i})=>i.flatMap((c)=>{let n=t.filter((p)=>r(c,p));return o(c)||n.length===0||n.includes(s)||!t.includes(s)?[]:`## Component Ownership: ${R(c)} of ${R(a)} belongs to ${n.join(" and ")}, expected files that ${s} owns, or a row of its own with the area ${n[0]}`}));
export{$o,vo,bs,_o,So,Ro,Tl};
