// @bun
import{o,l,P,Us,bt,w,xt}from"./s3.js";import{Yi}from"./s81.js";import{kt,ls,Ao}from"./s68.js";import{k,v}from"./s2.js";import{i,J,Qt,at}from"./s25.js";var m=v({...w,title:o,summary:o,acceptance_criteria:l(v({id:bt,text:o})).check(k(1)),out_of_scope:P(o),assumptions:P(o),questions:P(xt),test_commands:Us});function p(t,n){let e=t.acceptance_criteria.map((a)=>a.id),{maxCriteria:s}=n,c=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,r=at(t.questions);return{...i,problems:[...J(e,"acceptance_criteria"),...e.length>s?[c]:[],...Qt(t.questions)],questions:r,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:r.length>0?"questions":"done"}}var y={schema:m,form:(t)=>`{
${ls(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ao(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Yi(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Ao(t).rules],check:kt(p)};export{y as kind};
