// @bun
import{j,F,V,ya,mn,N,hn}from"./s11.js";import{Bn,cr}from"./s46.js";import{$t}from"./s6.js";import{ne,p}from"./s2.js";import{x,qe,ms,Qt}from"./s53.js";import{Ta}from"./s8.js";var c=p({...N,title:j,summary:j,acceptance_criteria:F(p({id:mn,text:j})).check(ne(1)),out_of_scope:V(j),assumptions:V(j),questions:V(hn),test_commands:ya});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Qt(t.questions);return{...x,problems:[...qe(e,"acceptance_criteria"),...e.length>s?[i]:[],...ms(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${Bn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${cr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Ta(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...cr(t).rules],check:$t(a)};export{_ as kind};
