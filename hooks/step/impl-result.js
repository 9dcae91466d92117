// @bun
import{D,Ve,be,W,Ie,ft,ee}from"./shared-4.js";import{se,jt,Yr}from"./shared-3.js";import"./shared-8.js";import{Ee}from"./shared-15.js";import{N,g,m}from"./shared-1.js";import{Nt,so,Bs}from"./shared-13.js";import"./shared-18.js";import"./shared-14.js";var c=g({...ee,status:m(["complete","partial","failed"]),reason:Ve,changed_files:be(D),criteria:be(g({id:Ie,met:N()})),deviations:W(D),answered:W(ft)});function p(e,o){let n=jt(e.criteria.map((t)=>t.id),"criteria"),r=new Set(o.criteria);for(let t of e.criteria)if(!r.has(t.id))n.push(`criteria: ${t.id} is not a criterion of the story; known: ${o.criteria.join(", ")}`);if(e.status==="complete"){let t=new Set(e.criteria.filter((i)=>i.met).map((i)=>i.id));for(let i of o.criteria)if(!t.has(i))n.push(`criteria: ${i} is not met, but status is "complete"; say "partial" with a reason`);n.push(...Yr(e.answered,o.open))}let a=e.reason?.trim()||null;if(e.status==="failed"&&a===null)n.push('reason: found nothing, expected why when status is "failed"');let s=e.status==="partial"&&a!==null?"partial_reason":e.status;return{...se,problems:n,outcome:s,reason:a,claims:e.criteria.length}}var w={schema:c,form:(e)=>`{
${Nt(e)}
  "status": "<complete | partial | failed>", "reason": <null, or why it is not complete>,
  "changed_files": ["<path>"],
${Bs(e,"")}
  "deviations": ["<\u2026>"],
${so(e)}
}`,rules:({findings:e})=>["`complete` needs every criterion met.",...e.length>0?["`answered` names every open finding that you dealt with."]:[]],check:Ee(p)};export{w as kind};
