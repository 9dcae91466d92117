// @bun
import{me,fn,be,il,An,De,Ts}from"./s11.js";import{Jn,Ps}from"./s57.js";import{Nt}from"./s13.js";import{Se,w}from"./s2.js";import{qe,Ar,xi,Pr}from"./s7.js";import{pl}from"./s47.js";var c=w({...De,title:me,summary:me,acceptance_criteria:fn(w({id:An,text:me})).check(Se(1)),out_of_scope:be(me),assumptions:be(me),questions:be(Ts),test_commands:il});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Pr(t.questions);return{...qe,problems:[...Ar(e,"acceptance_criteria"),...e.length>s?[i]:[],...xi(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:c,form:(t)=>`{
${Jn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ps(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${pl(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Ps(t).rules],check:Nt(a)};export{l as kind};
