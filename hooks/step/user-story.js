// @bun
import{K,vt,J,Ko,Ft,ye,ur}from"./s3.js";import{nn,dr}from"./s48.js";import{Ye}from"./s9.js";import{We,d}from"./s2.js";import{ke,_n,zs,Sn}from"./s16.js";import{ai}from"./s31.js";var c=d({...ye,title:K,summary:K,acceptance_criteria:vt(d({id:Ft,text:K})).check(We(1)),out_of_scope:J(K),assumptions:J(K),questions:J(ur),test_commands:Ko});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Sn(t.questions);return{...ke,problems:[..._n(e,"acceptance_criteria"),...e.length>s?[i]:[],...zs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${nn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${dr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${ai(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...dr(t).rules],check:Ye(a)};export{_ as kind};
