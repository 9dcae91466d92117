// @bun
import"./shared-29.js";import"./shared-6.js";import"./shared-36.js";import{te,Pt,ce,bs,Gt,$e,er}from"./shared-4.js";import{Re,Qn,gs,Jn}from"./shared-35.js";import{$t}from"./shared-25.js";import{Xn,Lr,Dr}from"./shared-26.js";import"./shared-8.js";import"./shared-17.js";import{Ki}from"./shared-24.js";import{se,_}from"./shared-2.js";var a=_({...$e,title:te,summary:te,acceptance_criteria:Pt(_({id:Gt,text:te})).check(se(1)),out_of_scope:ce(te),assumptions:ce(te),questions:ce(er),test_commands:bs});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Jn(t.questions);return{...Re,problems:[...Qn(e,"acceptance_criteria"),...e.length>s?[r]:[],...gs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Xn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Lr}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${Ki(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Dr],check:$t(n)};export{l as kind};
