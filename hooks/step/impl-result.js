// @bun
import{J,Pt,Ge,X,ht,tn,le}from"./shared-3.js";import{xe,En,Ks}from"./shared-7.js";import"./shared-2.js";import{it}from"./shared-9.js";import{Tn,qs,Za}from"./shared-11.js";import"./shared-8.js";import"./shared-10.js";import{Z,k,g}from"./shared-1.js";var c=k({...le,status:g(["complete","partial","failed"]),reason:Pt,changed_files:Ge(J),criteria:Ge(k({id:ht,met:Z()})),deviations:X(J),answered:X(tn)});function p(e,o){let n=En(e.criteria.map((t)=>t.id),"criteria"),r=new Set(o.criteria);for(let t of e.criteria)if(!r.has(t.id))n.push(`criteria: ${t.id} is not a criterion of the story; known: ${o.criteria.join(", ")}`);if(e.status==="complete"){let t=new Set(e.criteria.filter((i)=>i.met).map((i)=>i.id));for(let i of o.criteria)if(!t.has(i))n.push(`criteria: ${i} is not met, but status is "complete"; say "partial" with a reason`);n.push(...Ks(e.answered,o.open))}let a=e.reason?.trim()||null;if(e.status==="failed"&&a===null)n.push('reason: found nothing, expected why when status is "failed"');let s=e.status==="partial"&&a!==null?"partial_reason":e.status;return{...xe,problems:n,outcome:s,reason:a,claims:e.criteria.length}}var u={schema:c,form:(e)=>`{
${Tn(e)}
  "status": "<complete | partial | failed>", "reason": <null, or why it is not complete>,
  "changed_files": ["<path>"],
${Za(e,"")}
  "deviations": ["<\u2026>"],
${qs(e)}
}`,rules:({findings:e})=>["`complete` needs every criterion met.",...e.length>0?["`answered` names every open finding that you dealt with."]:[]],check:it(p)};export{u as kind};
