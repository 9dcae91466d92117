// @bun
import{pe,pn,be,il,Pn,De,Os}from"./s72.js";import{Jn,Ar,Pr}from"./s13.js";import{Nt}from"./s14.js";import{_e,y}from"./s3.js";import{qe,Cr,ki,jr}from"./s73.js";import{pl}from"./s54.js";var a=y({...De,title:pe,summary:pe,acceptance_criteria:pn(y({id:Pn,text:pe})).check(_e(1)),out_of_scope:be(pe),assumptions:be(pe),questions:be(Os),test_commands:il});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=jr(t.questions);return{...qe,problems:[...Cr(e,"acceptance_criteria"),...e.length>s?[r]:[],...ki(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Jn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ar}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${pl(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Pr],check:Nt(n)};export{l as kind};
