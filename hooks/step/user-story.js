// @bun
import"./shared-26.js";import"./shared-23.js";import"./shared-3.js";import{te,Et,oe,$s,Ht,Te,nr}from"./shared-4.js";import{je,er,xs,tr}from"./shared-22.js";import{Yn,Dr,Wr}from"./shared-16.js";import{vt}from"./shared-18.js";import"./shared-28.js";import{oa}from"./shared-17.js";import{ue,m}from"./shared-2.js";var a=m({...Te,title:te,summary:te,acceptance_criteria:Et(m({id:Ht,text:te})).check(ue(1)),out_of_scope:oe(te),assumptions:oe(te),questions:oe(nr),test_commands:$s});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=tr(t.questions);return{...je,problems:[...er(e,"acceptance_criteria"),...e.length>s?[r]:[],...xs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:a,form:(t)=>`{
${Yn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Dr}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${oa(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Wr],check:vt(n)};export{_ as kind};
