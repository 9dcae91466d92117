// @bun
import{o,c,R,Js,ht,m,gt}from"./s63.js";import{na}from"./s79.js";import{mt,ds,Ao}from"./s60.js";import{h,x}from"./s2.js";import{r,K,Kt,ot}from"./s23.js";var u=x({...m,title:o,summary:o,acceptance_criteria:c(x({id:ht,text:o})).check(h(1)),out_of_scope:R(o),assumptions:R(o),questions:R(gt),test_commands:Js});function d(t,n){let e=t.acceptance_criteria.map((p)=>p.id),{maxCriteria:s}=n,a=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,i=ot(t.questions);return{...r,problems:[...K(e,"acceptance_criteria"),...e.length>s?[a]:[],...Kt(t.questions)],questions:i,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:i.length>0?"questions":"done"}}var g={schema:u,form:(t)=>`{
${ds(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ao(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${na(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Ao(t).rules],check:mt(d)};export{g as kind};
