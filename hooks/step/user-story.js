// @bun
import{C,L,U,oa,fn,N,mn}from"./s23.js";import{Bn,or}from"./s39.js";import{$t}from"./s8.js";import{te,f}from"./s2.js";import{x,Be,cs,Qt}from"./s67.js";import{ma}from"./s61.js";var c=f({...N,title:C,summary:C,acceptance_criteria:L(f({id:fn,text:C})).check(te(1)),out_of_scope:U(C),assumptions:U(C),questions:U(mn),test_commands:oa});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Qt(t.questions);return{...x,problems:[...Be(e,"acceptance_criteria"),...e.length>s?[i]:[],...cs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${Bn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${or(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${ma(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...or(t).rules],check:$t(a)};export{_ as kind};
