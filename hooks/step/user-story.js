// @bun
import{o,l,P,Xs,xt,w,vt}from"./s3.js";import{va}from"./s88.js";import{bt,ks,No}from"./s65.js";import{k,v}from"./s2.js";import{i,J,tn,lt}from"./s46.js";var m=v({...w,title:o,summary:o,acceptance_criteria:l(v({id:xt,text:o})).check(k(1)),out_of_scope:P(o),assumptions:P(o),questions:P(vt),test_commands:Xs});function p(t,n){let e=t.acceptance_criteria.map((a)=>a.id),{maxCriteria:s}=n,c=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,r=lt(t.questions);return{...i,problems:[...J(e,"acceptance_criteria"),...e.length>s?[c]:[],...tn(t.questions)],questions:r,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:r.length>0?"questions":"done"}}var y={schema:m,form:(t)=>`{
${ks(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${No(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${va(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...No(t).rules],check:bt(p)};export{y as kind};
