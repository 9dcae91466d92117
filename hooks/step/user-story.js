// @bun
import"./shared-30.js";import"./shared-26.js";import"./shared-3.js";import{ne,Et,ie,_s,Ht,Ee,nr}from"./shared-4.js";import{Ce,er,vs,tr}from"./shared-25.js";import{Yn,qr,Br}from"./shared-17.js";import{vt}from"./shared-19.js";import"./shared-31.js";import{ra}from"./shared-18.js";import{ue,m}from"./shared-2.js";var a=m({...Ee,title:ne,summary:ne,acceptance_criteria:Et(m({id:Ht,text:ne})).check(ue(1)),out_of_scope:ie(ne),assumptions:ie(ne),questions:ie(nr),test_commands:_s});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=tr(t.questions);return{...Ce,problems:[...er(e,"acceptance_criteria"),...e.length>s?[r]:[],...vs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:a,form:(t)=>`{
${Yn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${qr}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${ra(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Br],check:vt(n)};export{_ as kind};
