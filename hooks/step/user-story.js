// @bun
import{P,L,U,sa,pn,N,gn}from"./s24.js";import{Wn,sr}from"./s55.js";import{vt}from"./s11.js";import{te,f}from"./s2.js";import{_,We,is,Jt}from"./s40.js";import{fa}from"./s5.js";var c=f({...N,title:P,summary:P,acceptance_criteria:L(f({id:pn,text:P})).check(te(1)),out_of_scope:U(P),assumptions:U(P),questions:U(gn),test_commands:sa});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Jt(t.questions);return{..._,problems:[...We(e,"acceptance_criteria"),...e.length>s?[i]:[],...is(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var x={schema:c,form:(t)=>`{
${Wn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${sr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${fa(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...sr(t).rules],check:vt(a)};export{x as kind};
