// @bun
import{J,Ge,X,No,ht,le,Pn}from"./shared-3.js";import{xe,En,jo,An}from"./shared-7.js";import"./shared-2.js";import{it}from"./shared-9.js";import{Tn,pr,mr}from"./shared-11.js";import"./shared-8.js";import"./shared-10.js";import{te,k}from"./shared-1.js";var c=k({...le,title:J,summary:J,acceptance_criteria:Ge(k({id:ht,text:J})).check(te(1)),out_of_scope:X(J),assumptions:X(J),questions:X(Pn),test_commands:No});function a(t,s){let e=t.acceptance_criteria.map((r)=>r.id),o=e.length>s.maxCriteria?[`acceptance_criteria: found ${e.length}, expected at most ${s.maxCriteria}; keep those that decide the request`]:[],i=An(t.questions);return{...xe,problems:[...En(e,"acceptance_criteria"),...o,...jo(t.questions)],questions:i,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:i.length>0?"questions":"done"}}var n=(t)=>t<3?`at most ${t}`:`3 to ${Math.min(9,t)}`,f={schema:c,form:(t)=>`{
${Tn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${pr}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${n(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",mr],check:it(a)};export{f as kind};
