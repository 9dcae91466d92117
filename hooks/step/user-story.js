// @bun
import"./shared-24.js";import"./shared-29.js";import"./shared-3.js";import{ne,At,ie,_s,Kt,Ae,rr}from"./shared-7.js";import{Ce,tr,vs,nr}from"./shared-32.js";import{er,Br,Zr}from"./shared-18.js";import{vt}from"./shared-17.js";import"./shared-26.js";import{oa}from"./shared-16.js";import{de,m}from"./shared-2.js";var a=m({...Ae,title:ne,summary:ne,acceptance_criteria:At(m({id:Kt,text:ne})).check(de(1)),out_of_scope:ie(ne),assumptions:ie(ne),questions:ie(rr),test_commands:_s});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=nr(t.questions);return{...Ce,problems:[...tr(e,"acceptance_criteria"),...e.length>s?[r]:[],...vs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:a,form:(t)=>`{
${er(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Br}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${oa(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Zr],check:vt(n)};export{_ as kind};
