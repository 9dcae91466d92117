// @bun
import"./shared-62.js";import"./shared-52.js";import"./shared-21.js";import"./shared-39.js";import{se,Bt,de,Gs,sn,Le,br}from"./shared-7.js";import"./shared-80.js";import"./shared-24.js";import{Wn,kr,xr}from"./shared-25.js";import{At}from"./shared-30.js";import{ye,w}from"./shared-3.js";import{Fe,vr,Qs,$r}from"./shared-36.js";import{La}from"./shared-57.js";import"./shared-59.js";import"./shared-37.js";import"./shared-33.js";var a=w({...Le,title:se,summary:se,acceptance_criteria:Bt(w({id:sn,text:se})).check(ye(1)),out_of_scope:de(se),assumptions:de(se),questions:de(br),test_commands:Gs});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=$r(t.questions);return{...Fe,problems:[...vr(e,"acceptance_criteria"),...e.length>s?[r]:[],...Qs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${Wn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${kr}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${La(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",xr],check:At(n)};export{l as kind};
