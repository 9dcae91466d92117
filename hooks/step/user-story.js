// @bun
import{he,gn,ke,ml,jn,We,Cs}from"./s31.js";import{ir,Ls}from"./s28.js";import{Wt}from"./s75.js";import{je,w}from"./s3.js";import{Be,Lr,Ci,Ir}from"./s22.js";import{kl}from"./s15.js";var c=w({...We,title:he,summary:he,acceptance_criteria:gn(w({id:jn,text:he})).check(je(1)),out_of_scope:ke(he),assumptions:ke(he),questions:ke(Cs),test_commands:ml});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Ir(t.questions);return{...Be,problems:[...Lr(e,"acceptance_criteria"),...e.length>s?[i]:[],...Ci(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:c,form:(t)=>`{
${ir(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Ls(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${kl(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Ls(t).rules],check:Wt(a)};export{l as kind};
