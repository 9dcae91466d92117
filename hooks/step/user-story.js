// @bun
import{ee,Pt,se,gi,Ut,ve,Rr}from"./s43.js";import{pn,Tr}from"./s30.js";import{it}from"./s21.js";import{Qe,p}from"./s2.js";import{_e,Fn,Xs,Nn}from"./s5.js";import{$i}from"./s24.js";var c=p({...ve,title:ee,summary:ee,acceptance_criteria:Pt(p({id:Ut,text:ee})).check(Qe(1)),out_of_scope:se(ee),assumptions:se(ee),questions:se(Rr),test_commands:gi});function a(t,r){let e=t.acceptance_criteria.map((n)=>n.id),{maxCriteria:s}=r,i=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=Nn(t.questions);return{..._e,problems:[...Fn(e,"acceptance_criteria"),...e.length>s?[i]:[],...Xs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:c,form:(t)=>`{
${pn(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${Tr(t).form}
  "test_commands": ["<\u2026>"]
}`,rules:(t)=>[`Most requests take ${$i(t.run.settings.max_criteria)} criteria; more than ${t.run.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",...Tr(t).rules],check:it(a)};export{_ as kind};
