// @bun
import{C,F,U,ca,pn,N,gn}from"./s48.js";import{qn,ir}from"./s54.js";import{$t}from"./s6.js";import{ne,f}from"./s2.js";import{x,Ge,us,Qt}from"./s44.js";import{wa}from"./s29.js";var c=f({...N,title:C,summary:C,acceptance_criteria:F(f({id:pn,text:C})).check(ne(1)),out_of_scope:U(C),assumptions:U(C),questions:U(gn),test_commands:ca});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Qt(t.questions);return{...x,problems:[...Ge(e,"acceptance_criteria"),...e.length>s?[i]:[],...us(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${qn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${ir(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${wa(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...ir(t).rules],check:$t(a)};export{_ as kind};
