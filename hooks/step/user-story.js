// @bun
import{z,N,X,_a,Tn,B,En}from"./s62.js";import{Yn,kr}from"./s80.js";import{Ct}from"./s17.js";import{ie,h}from"./s2.js";import{T,Ke,ys,ln}from"./s35.js";import{Ea}from"./s73.js";var c=h({...B,title:z,summary:z,acceptance_criteria:N(h({id:Tn,text:z})).check(ie(1)),out_of_scope:X(z),assumptions:X(z),questions:X(En),test_commands:_a});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=ln(t.questions);return{...T,problems:[...Ke(e,"acceptance_criteria"),...e.length>s?[i]:[],...ys(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${Yn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${kr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Ea(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...kr(t).rules],check:Ct(a)};export{_ as kind};
