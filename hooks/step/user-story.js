// @bun
import"./shared-58.js";import"./shared-40.js";import"./shared-18.js";import"./shared-48.js";import{ue,Kt,pe,ui,fn,Ie,Er}from"./shared-71.js";import"./shared-87.js";import"./shared-8.js";import{Jn,Ar,Pr}from"./shared-10.js";import{It}from"./shared-15.js";import{ve,y}from"./shared-2.js";import{De,Cr,gi,jr}from"./shared-72.js";import{ll}from"./shared-54.js";import"./shared-4.js";import"./shared-49.js";import"./shared-42.js";var a=y({...Ie,title:ue,summary:ue,acceptance_criteria:Kt(y({id:fn,text:ue})).check(ve(1)),out_of_scope:pe(ue),assumptions:pe(ue),questions:pe(Er),test_commands:ui});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=jr(t.questions);return{...De,problems:[...Cr(e,"acceptance_criteria"),...e.length>s?[r]:[],...gi(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Jn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ar}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${ll(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Pr],check:It(n)};export{l as kind};
