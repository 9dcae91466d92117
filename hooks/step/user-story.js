// @bun
import{o,l,P,Qs,xt,g,vt}from"./s3.js";import{xa}from"./s87.js";import{bt,ys,No}from"./s41.js";import{y,v}from"./s2.js";import{i,J,Jt,lt}from"./s31.js";var m=v({...g,title:o,summary:o,acceptance_criteria:l(v({id:xt,text:o})).check(y(1)),out_of_scope:P(o),assumptions:P(o),questions:P(vt),test_commands:Qs});function p(t,n){let e=t.acceptance_criteria.map((a)=>a.id),{maxCriteria:s}=n,c=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,r=lt(t.questions);return{...i,problems:[...J(e,"acceptance_criteria"),...e.length>s?[c]:[],...Jt(t.questions)],questions:r,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:r.length>0?"questions":"done"}}var k={schema:m,form:(t)=>`{
${ys(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${No(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${xa(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...No(t).rules],check:bt(p)};export{k as kind};
