// @bun
import{j,M,V,ga,pn,N,gn}from"./s29.js";import{qn,cr}from"./s45.js";import{xt}from"./s10.js";import{ne,f}from"./s2.js";import{x,Ge,ps,Jt}from"./s52.js";import{_a}from"./s32.js";var c=f({...N,title:j,summary:j,acceptance_criteria:M(f({id:pn,text:j})).check(ne(1)),out_of_scope:V(j),assumptions:V(j),questions:V(gn),test_commands:ga});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Jt(t.questions);return{...x,problems:[...Ge(e,"acceptance_criteria"),...e.length>s?[i]:[],...ps(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${qn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${cr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${_a(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...cr(t).rules],check:xt(a)};export{_ as kind};
