// @bun
import{o,c,T,to,vt,g,$t}from"./s23.js";import{pa}from"./s80.js";import{xt,hs,Io}from"./s41.js";import{b,O}from"./s2.js";import{r,Y,tn,ut}from"./s49.js";var p=O({...g,title:o,summary:o,acceptance_criteria:c(O({id:vt,text:o})).check(b(1)),out_of_scope:T(o),assumptions:T(o),questions:T($t),test_commands:to});function u(t,n){let e=t.acceptance_criteria.map((m)=>m.id),{maxCriteria:s}=n,a=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,i=ut(t.questions);return{...r,problems:[...Y(e,"acceptance_criteria"),...e.length>s?[a]:[],...tn(t.questions)],questions:i,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:i.length>0?"questions":"done"}}var k={schema:p,form:(t)=>`{
${hs(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Io(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${pa(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Io(t).rules],check:xt(u)};export{k as kind};
