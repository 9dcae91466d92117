// @bun
import"./shared-18.js";import"./shared-10.js";import"./shared-26.js";import{oe,Bt,pe,Gs,rn,Ee,kr}from"./shared-37.js";import{Ce,mr,Ws,gr}from"./shared-17.js";import{Tt}from"./shared-22.js";import{pr,no,ro}from"./shared-24.js";import"./shared-25.js";import"./shared-36.js";import{Aa}from"./shared-23.js";import{ce,y}from"./shared-2.js";var a=y({...Ee,title:oe,summary:oe,acceptance_criteria:Bt(y({id:rn,text:oe})).check(ce(1)),out_of_scope:pe(oe),assumptions:pe(oe),questions:pe(kr),test_commands:Gs});function n(t,i){let e=t.acceptance_criteria.map((c)=>c.id),{maxCriteria:s}=i,r=`acceptance_criteria: found ${e.length}, expected at most ${s}; keep those that decide the request`,o=gr(t.questions);return{...Ce,problems:[...mr(e,"acceptance_criteria"),...e.length>s?[r]:[],...Ws(t.questions)],questions:o,assumptions:t.assumptions,claims:e.length,commands:[...new Set(t.test_commands)],outcome:o.length>0?"questions":"done"}}var l={schema:a,form:(t)=>`{
${pr(t)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${no}
  "test_commands": ["<\u2026>"]
}`,rules:({run:t})=>[`Most requests take ${Aa(t.settings.max_criteria)} criteria; more than ${t.settings.max_criteria} are refused.`,"The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",ro],check:Tt(n)};export{l as kind};
