// @bun
import"./shared-17.js";import"./shared-28.js";import"./shared-7.js";import{ee,Ut,se,ei,cn,Ce,_r}from"./shared-9.js";import{ze,kr,Xs,xr}from"./shared-11.js";import{br,co,uo}from"./shared-23.js";import{jt}from"./shared-22.js";import"./shared-16.js";import"./shared-36.js";import{Ba}from"./shared-24.js";import{fe,p}from"./shared-2.js";var a=p({...Ce,title:ee,summary:ee,acceptance_criteria:Ut(p({id:cn,text:ee})).check(fe(1)),out_of_scope:se(ee),assumptions:se(ee),questions:se(_r),test_commands:ei});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=xr(t.questions);return{...ze,problems:[...kr(e,"acceptance_criteria"),...e.length>s?[r]:[],...Xs(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var _={schema:a,form:(t)=>`{
${br(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${co}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${Ba(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",uo],check:jt(n)};export{_ as kind};
