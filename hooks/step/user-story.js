// @bun
import"./shared-62.js";import"./shared-18.js";import"./shared-10.js";import"./shared-40.js";import{se,Zt,de,Zs,sn,Le,vr}from"./shared-8.js";import"./shared-81.js";import"./shared-27.js";import{qn,$r,_r}from"./shared-28.js";import{Pt}from"./shared-33.js";import{ye,w}from"./shared-2.js";import{Fe,Sr,Ks,Rr}from"./shared-20.js";import{Fa}from"./shared-57.js";import"./shared-42.js";import"./shared-38.js";import"./shared-61.js";var a=w({...Le,title:se,summary:se,acceptance_criteria:Zt(w({id:sn,text:se})).check(ye(1)),out_of_scope:de(se),assumptions:de(se),questions:de(vr),test_commands:Zs});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Rr(t.questions);return{...Fe,problems:[...Sr(e,"acceptance_criteria"),...e.length>s?[r]:[],...Ks(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${qn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${$r}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${Fa(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",_r],check:Pt(n)};export{l as kind};
