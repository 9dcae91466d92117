// @bun
import{te,jt,oe,ki,Qt,_e,Tr}from"./s43.js";import{hn,Pr}from"./s56.js";import{lt}from"./s23.js";import{Ee,p}from"./s2.js";import{Se,Dn,ro,Wn}from"./s5.js";import{Ri}from"./s17.js";var c=p({..._e,title:te,summary:te,acceptance_criteria:jt(p({id:Qt,text:te})).check(Ee(1)),out_of_scope:oe(te),assumptions:oe(te),questions:oe(Tr),test_commands:ki});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Wn(t.questions);return{...Se,problems:[...Dn(e,"acceptance_criteria"),...e.length>s?[i]:[],...ro(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${hn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Pr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${Ri(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Pr(t).rules],check:lt(a)};export{_ as kind};
