// @bun
import{o,c,R,Xs,bt,h,xt}from"./s57.js";import{ma}from"./s78.js";import{kt,hs,Mo}from"./s63.js";import{w,v}from"./s2.js";import{i,J,Jt,lt}from"./s33.js";var p=v({...h,title:o,summary:o,acceptance_criteria:c(v({id:bt,text:o})).check(w(1)),out_of_scope:R(o),assumptions:R(o),questions:R(xt),test_commands:Xs});function u(t,n){let e=t.acceptance_criteria.map((m)=>m.id),{maxCriteria:s}=n,a=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,r=lt(t.questions);return{...i,problems:[...J(e,"acceptance_criteria"),...e.length>s?[a]:[],...Jt(t.questions)],questions:r,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:r.length>0?"questions":"done"}}var y={schema:p,form:(t)=>`{
${hs(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Mo(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${ma(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Mo(t).rules],check:kt(u)};export{y as kind};
