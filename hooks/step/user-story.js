// @bun
import"./shared-64.js";import"./shared-15.js";import"./shared-13.js";import"./shared-42.js";import{se,Bt,de,Us,on,Le,vr}from"./shared-9.js";import"./shared-79.js";import"./shared-28.js";import{Wn,$r,_r}from"./shared-29.js";import{At}from"./shared-35.js";import{ye,w}from"./shared-2.js";import{Fe,Sr,Js,Rr}from"./shared-24.js";import{Wa}from"./shared-43.js";import"./shared-61.js";import"./shared-40.js";import"./shared-8.js";var a=w({...Le,title:se,summary:se,acceptance_criteria:Bt(w({id:on,text:se})).check(ye(1)),out_of_scope:de(se),assumptions:de(se),questions:de(vr),test_commands:Us});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Rr(t.questions);return{...Fe,problems:[...Sr(e,"acceptance_criteria"),...e.length>s?[r]:[],...Js(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Wn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${$r}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${Wa(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",_r],check:At(n)};export{l as kind};
