// @bun
import{pe,pn,be,ol,Pn,De,Rs}from"./s72.js";import{Jn,Es}from"./s52.js";import{Nt}from"./s14.js";import{_e,w}from"./s3.js";import{qe,Ar,ki,Pr}from"./s8.js";import{fl}from"./s46.js";var c=w({...De,title:pe,summary:pe,acceptance_criteria:pn(w({id:Pn,text:pe})).check(_e(1)),out_of_scope:be(pe),assumptions:be(pe),questions:be(Rs),test_commands:ol});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Pr(t.questions);return{...qe,problems:[...Ar(e,"acceptance_criteria"),...e.length>s?[i]:[],...ki(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:c,form:(t)=>`{
${Jn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Es(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${fl(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Es(t).rules],check:Nt(a)};export{l as kind};
