// @bun
import"./shared-63.js";import"./shared-60.js";import"./shared-14.js";import"./shared-49.js";import{ue,Ut,pe,ii,dn,Me,Rr}from"./shared-51.js";import"./shared-81.js";import"./shared-52.js";import{Qn,Or,Tr}from"./shared-53.js";import{jt}from"./shared-15.js";import{$e,y}from"./shared-3.js";import{De,Er,di,Ar}from"./shared-17.js";import{ol}from"./shared-58.js";import"./shared-70.js";import"./shared-47.js";import"./shared-50.js";var a=y({...Me,title:ue,summary:ue,acceptance_criteria:Ut(y({id:dn,text:ue})).check($e(1)),out_of_scope:pe(ue),assumptions:pe(ue),questions:pe(Rr),test_commands:ii});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Ar(t.questions);return{...De,problems:[...Er(e,"acceptance_criteria"),...e.length>s?[r]:[],...di(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Qn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Or}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${ol(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Tr],check:jt(n)};export{l as kind};
