// @bun
import{pe,fn,be,sl,An,De,Ss}from"./s72.js";import{Xn,Ts}from"./s9.js";import{Nt}from"./s14.js";import{_e,w}from"./s2.js";import{qe,Er,bi,Ar}from"./s17.js";import{dl}from"./s47.js";var c=w({...De,title:pe,summary:pe,acceptance_criteria:fn(w({id:An,text:pe})).check(_e(1)),out_of_scope:be(pe),assumptions:be(pe),questions:be(Ss),test_commands:sl});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Ar(t.questions);return{...qe,problems:[...Er(e,"acceptance_criteria"),...e.length>s?[i]:[],...bi(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:c,form:(t)=>`{
${Xn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ts(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${dl(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Ts(t).rules],check:Nt(a)};export{l as kind};
