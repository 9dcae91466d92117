// @bun
import{pe,fn,be,ol,An,De,_s}from"./s73.js";import{Xn,Os}from"./s18.js";import{Nt}from"./s13.js";import{_e,w}from"./s2.js";import{qe,Tr,ki,Er}from"./s4.js";import{fl}from"./s48.js";var c=w({...De,title:pe,summary:pe,acceptance_criteria:fn(w({id:An,text:pe})).check(_e(1)),out_of_scope:be(pe),assumptions:be(pe),questions:be(_s),test_commands:ol});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Er(t.questions);return{...qe,problems:[...Tr(e,"acceptance_criteria"),...e.length>s?[i]:[],...ki(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:c,form:(t)=>`{
${Xn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Os(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${fl(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Os(t).rules],check:Nt(a)};export{l as kind};
