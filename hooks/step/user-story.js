// @bun
import{D,be,W,ar,Ie,ee,Ct}from"./shared-4.js";import{se,jt,lr,zt}from"./shared-3.js";import"./shared-8.js";import{Ee}from"./shared-15.js";import{G,g}from"./shared-1.js";import{Nt,cn,ln}from"./shared-13.js";import"./shared-18.js";import"./shared-14.js";var c=g({...ee,title:D,summary:D,acceptance_criteria:be(g({id:Ie,text:D})).check(G(1)),out_of_scope:W(D),assumptions:W(D),questions:W(Ct),test_commands:ar});function a(t,s){let e=t.acceptance_criteria.map((r)=>r.id),o=e.length>s.maxCriteria?[`acceptance_criteria: found ${e.length}, expected at most ${s.maxCriteria}; keep those that decide the request`]:[],i=zt(t.questions);return{...se,problems:[...jt(e,"acceptance_criteria"),...o,...lr(t.questions)],questions:i,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:i.length>0?"questions":"done"}}var n=(t)=>t<3?`at most ${t}`:`3 to ${Math.min(9,t)}`,f={schema:c,form:(t)=>`{
${Nt(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${cn}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${n(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",ln],check:Ee(a)};export{f as kind};
