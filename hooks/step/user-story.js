// @bun
import{i,d,j,Wo,Kt,y,Qt}from"./s61.js";import{ks,qo}from"./s7.js";import{Ht}from"./s49.js";import{v,T}from"./s2.js";import{a,ne,Pn,Ct}from"./s18.js";import{Rc}from"./s12.js";var m=T({...y,title:i,summary:i,acceptance_criteria:d(T({id:Kt,text:i})).check(v(1)),out_of_scope:j(i),assumptions:j(i),questions:j(Qt),test_commands:Wo});function p(t,r){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=r,n=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Ct(t.questions);return{...a,problems:[...ne(e,"acceptance_criteria"),...e.length>s?[n]:[],...Pn(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var k={schema:m,form:(t)=>`{
${ks(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${qo(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Rc(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...qo(t).rules],check:Ht(p)};export{k as kind};
