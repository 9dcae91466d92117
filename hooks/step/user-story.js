// @bun
import"./shared-26.js";import"./shared-12.js";import"./shared-13.js";import{J,ft,ae,Qo,Ft,ke,Ln}from"./shared-10.js";import{$e,Fn,Uo,In}from"./shared-11.js";import{dt}from"./shared-30.js";import{Mn,wr,yr}from"./shared-31.js";import"./shared-37.js";import"./shared-17.js";import{yi}from"./shared-29.js";import{se,v}from"./shared-1.js";var a=v({...ke,title:J,summary:J,acceptance_criteria:ft(v({id:Ft,text:J})).check(se(1)),out_of_scope:ae(J),assumptions:ae(J),questions:ae(Ln),test_commands:Qo});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=In(t.questions);return{...$e,problems:[...Fn(e,"acceptance_criteria"),...e.length>s?[r]:[],...Uo(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Mn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${wr}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${yi(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",yr],check:dt(n)};export{l as kind};
