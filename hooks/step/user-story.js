// @bun
import{pe,fn,be,ol,Pn,De,Os}from"./s72.js";import{Jn,Ar,Pr}from"./s16.js";import{Mt}from"./s17.js";import{_e,y}from"./s2.js";import{qe,Cr,bi,jr}from"./s73.js";import{fl}from"./s55.js";var a=y({...De,title:pe,summary:pe,acceptance_criteria:fn(y({id:Pn,text:pe})).check(_e(1)),out_of_scope:be(pe),assumptions:be(pe),questions:be(Os),test_commands:ol});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=jr(t.questions);return{...qe,problems:[...Cr(e,"acceptance_criteria"),...e.length>s?[r]:[],...bi(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Jn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ar}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${fl(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Pr],check:Mt(n)};export{l as kind};
