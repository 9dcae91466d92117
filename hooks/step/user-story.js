// @bun
import"./shared-34.js";import"./shared-27.js";import"./shared-3.js";import{re,Mt,le,Os,Jt,je,sr}from"./shared-9.js";import{Ne,rr,Ss,or}from"./shared-31.js";import{nr,qr,Br}from"./shared-15.js";import{Tt}from"./shared-16.js";import"./shared-26.js";import{ga}from"./shared-18.js";import{fe,w}from"./shared-1.js";var a=w({...je,title:re,summary:re,acceptance_criteria:Mt(w({id:Jt,text:re})).check(fe(1)),out_of_scope:le(re),assumptions:le(re),questions:le(sr),test_commands:Os});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=or(t.questions);return{...Ne,problems:[...rr(e,"acceptance_criteria"),...e.length>s?[r]:[],...Ss(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${nr(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${qr}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${ga(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",Br],check:Tt(n)};export{l as kind};
