// @bun
import{Y,Et,re,di,Gt,ve,vr}from"./s50.js";import{dn,Sr}from"./s8.js";import{it}from"./s23.js";import{Qe,p}from"./s2.js";import{_e,Mn,Vs,Ln}from"./s13.js";import{yi}from"./s24.js";var c=p({...ve,title:Y,summary:Y,acceptance_criteria:Et(p({id:Gt,text:Y})).check(Qe(1)),out_of_scope:re(Y),assumptions:re(Y),questions:re(vr),test_commands:di});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Ln(t.questions);return{..._e,problems:[...Mn(e,"acceptance_criteria"),...e.length>s?[i]:[],...Vs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${dn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Sr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${yi(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Sr(t).rules],check:it(a)};export{_ as kind};
