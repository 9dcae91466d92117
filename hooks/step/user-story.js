// @bun
import{o,c,R,Xs,kt,h,bt}from"./s58.js";import{pa}from"./s79.js";import{yt,ms,zo}from"./s59.js";import{w,v}from"./s2.js";import{r,J,Jt,ct}from"./s32.js";var p=v({...h,title:o,summary:o,acceptance_criteria:c(v({id:kt,text:o})).check(w(1)),out_of_scope:R(o),assumptions:R(o),questions:R(bt),test_commands:Xs});function u(t,n){let e=t.acceptance_criteria.map((m)=>m.id),{maxCriteria:s}=n,a=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,i=ct(t.questions);return{...r,problems:[...J(e,"acceptance_criteria"),...e.length>s?[a]:[],...Jt(t.questions)],questions:i,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:i.length>0?"questions":"done"}}var y={schema:p,form:(t)=>`{
${ms(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${zo(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${pa(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...zo(t).rules],check:yt(u)};export{y as kind};
