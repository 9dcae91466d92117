// @bun
import{J,Mt,ft,ae,Ft,cn,ke}from"./shared-10.js";import{$e,Fn,fi}from"./shared-11.js";import"./shared-26.js";import"./shared-12.js";import"./shared-13.js";import{dt}from"./shared-30.js";import{Mn,ai,vc}from"./shared-31.js";import"./shared-37.js";import"./shared-17.js";import"./shared-29.js";import{U,v,p}from"./shared-1.js";var m=v({...ke,status:p(["complete","partial","failed"]),reason:Mt,changed_files:ft(J),criteria:ft(v({id:Ft,met:U()})),deviations:ae(J),answered:ae(cn)});function d(t,r){let{criteria:o,open:c}=r,a=t.criteria.map((e)=>e.id),n=Fn(a,"criteria");for(let e of a)if(!o.includes(e))n.push(`criteria: ${e} is not a criterion of the story; known: ${o.join(", ")}`);if(t.status==="complete"){let e=t.criteria.filter((i)=>i.met).map((i)=>i.id);for(let i of o)if(!e.includes(i))n.push(`criteria: ${i} is not met, but status is "complete"; say "partial" with a reason`);n.push(...fi(t.answered,c))}let s=t.reason?.trim()||null;if(t.status==="failed"&&s===null)n.push('reason: found nothing, expected why when status is "failed"');let l=t.status==="partial"&&s!==null?"partial_reason":t.status;return{...$e,problems:n,outcome:l,reason:s,claims:t.criteria.length}}var k={schema:m,form:(t)=>`{
${Mn(t)}
  "status": "<complete | partial | failed>", "reason": <null, or why it is not complete>,
  "changed_files": ["<path>"],
${vc(t,"")}
  "deviations": ["<\u2026>"],
${ai(t)}
}`,rules:({findings:t})=>["`complete` needs every criterion met.",...t.length>0?["`answered` names every open finding that you dealt with."]:[]],check:dt(d)};export{k as kind};
