// @bun
import{n}from"./s30.js";import{me,Vt,lr}from"./s14.js";import{Is,yt,Zt}from"./s51.js";import{dc}from"./s18.js";import{P,Co,Q,B,Oe}from"./s63.js";var x=/^(\d{4})-[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*\.md$/u,y=/^(\d{1,9})\s*[\u2014\u2013-]\s*(\S.*)$/u,C=/^\*\*(Status|Date)(?::\*\*|\*\*:)\s*(.*)$/i,D=/^(?:Proposed|Accepted|Rejected|Deprecated|Superseded(?: by \d{4})?)$/i,h=(e)=>String(e).padStart(4,"0"),b=(e)=>{let s=x.exec(e.normalize("NFC"));return s===null?null:Number(s[1])},N=(e)=>e.reduce((s,i)=>Math.max(s,b(i)??0),0)+1;function w(e){let s=[],i=B(Vt,s),r=[];for(let o of e.filter((t)=>t.toLowerCase().endsWith(".md"))){let t=b(o);if(t===null)i(null,o,"a name such as 0001-what-was-decided.md");else r.push({name:o,number:t})}r.sort((o,t)=>o.number-t.number);for(let[o,{name:t,number:c}]of r.entries()){let a=r[o-1];if(a===void 0||c===a.number+1)continue;let l=h(c===a.number?N(e):a.number+1);i(null,t,`the next free number, ${l} (${a.name} is there)`)}return s}function uc(e,s){let i=`${Vt}/${s}`,r=[],o=P(e),t=b(s),c=Co(o),a=y.exec(c??""),l=B("title",r);if(a===null)l(null,c??void 0,`# ${t===null?"NNNN":h(t)} \u2014 what was decided`);else if(t!==null&&Number(a[1])!==t)l(null,a[1],`number ${h(t)}, as in the file's name`);let u=new Map;for(let m of o){let p=m.kind==="plain"?C.exec(m.text.trim()):null;if(p===null)continue;let g=p[1].toLowerCase();if(u.has(g))r.push(Q(`**${p[1]}**`,m.number,p[2],"it once"));else u.set(g,p[2].trim())}let d=u.get("status");if(d===void 0||!D.test(d))r.push(Q("**Status**",null,d,"Proposed, Accepted, Rejected, Deprecated or Superseded by NNNN"));let f=u.get("date");if(f===void 0||!dc(f))r.push(Q("**Date**",null,f,"a day such as 2026-03-26"));return Oe(o,["Context","Decision","Rationale","Consequences"],r),{adr:{number:t??0,title:a?.[2]??"",status:d??"",date:f??""},problems:r.map((m)=>`${i}: ${m}`)}}var Ii=(e)=>`# Design: <title>

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
`,zi=({areas:e})=>["All four sections are there, none of them empty.",`In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${Zt(Object.keys(e))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`],pr=({nextAdr:e,now:s})=>({path:`${Vt}/${e}-<title-in-lower-case>.md`,form:`# ${e} \u2014 <Title>

**Status**: Accepted
**Date**: ${s.slice(0,10)}

## Context
<\u2026>

## Decision
<\u2026>

## Rationale
- <why, and which other way was refused for what reason>

## Consequences
<\u2026>
`}),Li=({nextAdr:e})=>`An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${e}.`;function Ni({list:e,document:s}){let i=e(Vt).filter((t)=>t.toLowerCase().endsWith(".md")),r=i.map((t)=>s(`${Vt}/${t}`)??""),o=i.flatMap((t,c)=>uc(r[c],t).problems);return{names:i,texts:r,problems:[...w(i),...o]}}function Fi(e){let s=e.document(me),i={areas:e.areas,criteria:Is(e)},{spec:r,problems:o}=lr(s??"",i),t=e.areas.filter((a)=>r.components.some((l)=>l.area===a)),c=[...o,...yl(r,e)];return{text:s,areas:t,status:s===null?null:r.status,problems:yt(me,s,c)}}var yl=({components:e},{areas:s,inArea:i,isTest:r})=>e.flatMap(({name:o,area:t,paths:c})=>c.flatMap((a)=>{let l=s.filter((u)=>i(a,u));return r(a)||l.length===0||l.includes(t)||!s.includes(t)?[]:`## Component Ownership: ${n(a)} of ${n(o)} belongs to ${l.join(" and ")}, expected files that ${t} owns, or a row of its own with the area ${l[0]}`}));
export{uc,Ii,zi,pr,Li,Ni,Fi,yl};
