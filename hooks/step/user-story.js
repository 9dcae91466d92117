// @bun
import{o,c,R,Xs,xt,h,vt}from"./s4.js";import{ka}from"./s79.js";import{bt,ws,Fo}from"./s66.js";import{w,v}from"./s2.js";import{i,Y,Jt,lt}from"./s31.js";var p=v({...h,title:o,summary:o,acceptance_criteria:c(v({id:xt,text:o})).check(w(1)),out_of_scope:R(o),assumptions:R(o),questions:R(vt),test_commands:Xs});function u(t,n){let e=t.acceptance_criteria.map((m)=>m.id),{maxCriteria:s}=n,a=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,r=lt(t.questions);return{...i,problems:[...Y(e,"acceptance_criteria"),...e.length>s?[a]:[],...Jt(t.questions)],questions:r,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:r.length>0?"questions":"done"}}var y={schema:p,form:(t)=>`{
${ws(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Fo(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${ka(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Fo(t).rules],check:bt(u)};export{y as kind};
