// @bun
import{o,l,T,Us,bt,w,xt}from"./s21.js";import{Ji}from"./s75.js";import{kt,cs,jo}from"./s62.js";import{k,v}from"./s2.js";import{i,X,Jt,ct}from"./s29.js";var m=v({...w,title:o,summary:o,acceptance_criteria:l(v({id:bt,text:o})).check(k(1)),out_of_scope:T(o),assumptions:T(o),questions:T(xt),test_commands:Us});function p(t,n){let e=t.acceptance_criteria.map((a)=>a.id),{maxCriteria:s}=n,c=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,r=ct(t.questions);return{...i,problems:[...X(e,"acceptance_criteria"),...e.length>s?[c]:[],...Jt(t.questions)],questions:r,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:r.length>0?"questions":"done"}}var y={schema:m,form:(t)=>`{
${cs(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${jo(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Ji(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...jo(t).rules],check:kt(p)};export{y as kind};
