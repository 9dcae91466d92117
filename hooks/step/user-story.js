// @bun
import{o,c,T,ao,vt,h,$t}from"./s24.js";import{ka}from"./s82.js";import{xt,ks,Fo}from"./s48.js";import{k,_}from"./s2.js";import{r,Y,an,lt}from"./s38.js";var p=_({...h,title:o,summary:o,acceptance_criteria:c(_({id:vt,text:o})).check(k(1)),out_of_scope:T(o),assumptions:T(o),questions:T($t),test_commands:ao});function u(t,n){let e=t.acceptance_criteria.map((m)=>m.id),{maxCriteria:s}=n,a=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,i=lt(t.questions);return{...r,problems:[...Y(e,"acceptance_criteria"),...e.length>s?[a]:[],...an(t.questions)],questions:i,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:i.length>0?"questions":"done"}}var g={schema:p,form:(t)=>`{
${ks(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Fo(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${ka(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Fo(t).rules],check:xt(u)};export{g as kind};
