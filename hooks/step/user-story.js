// @bun
import{j,F,V,ha,pn,N,gn}from"./s29.js";import{Bn,lr}from"./s53.js";import{$t}from"./s6.js";import{ne,p}from"./s2.js";import{x,qe,ps,Jt}from"./s55.js";import{Sa}from"./s9.js";var c=p({...N,title:j,summary:j,acceptance_criteria:F(p({id:pn,text:j})).check(ne(1)),out_of_scope:V(j),assumptions:V(j),questions:V(gn),test_commands:ha});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Jt(t.questions);return{...x,problems:[...qe(e,"acceptance_criteria"),...e.length>s?[i]:[],...ps(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${Bn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${lr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Sa(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...lr(t).rules],check:$t(a)};export{_ as kind};
