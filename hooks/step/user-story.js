// @bun
import"./shared-63.js";import"./shared-41.js";import"./shared-8.js";import"./shared-66.js";import{ae,Bt,de,Vo,un,Le,vr}from"./shared-10.js";import"./shared-87.js";import"./shared-32.js";import{Zn,$r,_r}from"./shared-34.js";import{Pt}from"./shared-26.js";import{ye,y}from"./shared-3.js";import{De,Sr,Yo,Rr}from"./shared-29.js";import{Ba}from"./shared-39.js";import"./shared-47.js";import"./shared-64.js";import"./shared-23.js";var a=y({...Le,title:ae,summary:ae,acceptance_criteria:Bt(y({id:un,text:ae})).check(ye(1)),out_of_scope:de(ae),assumptions:de(ae),questions:de(vr),test_commands:Vo});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Rr(t.questions);return{...De,problems:[...Sr(e,"acceptance_criteria"),...e.length>s?[r]:[],...Yo(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Zn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${$r}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${Ba(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",_r],check:Pt(n)};export{l as kind};
