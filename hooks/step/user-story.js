// @bun
import{z,N,X,Ra,Sn,B,Tn}from"./s50.js";import{Jn,$r}from"./s5.js";import{jt}from"./s18.js";import{ie,h}from"./s2.js";import{T,Ke,ks,cn}from"./s75.js";import{Pa}from"./s70.js";var c=h({...B,title:z,summary:z,acceptance_criteria:N(h({id:Sn,text:z})).check(ie(1)),out_of_scope:X(z),assumptions:X(z),questions:X(Tn),test_commands:Ra});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=cn(t.questions);return{...T,problems:[...Ke(e,"acceptance_criteria"),...e.length>s?[i]:[],...ks(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${Jn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${$r(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Pa(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...$r(t).rules],check:jt(a)};export{_ as kind};
