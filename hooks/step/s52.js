// @bun
import{o,O,c,R,h}from"./s4.js";import{Iu,ko}from"./s34.js";import{sn,Ss}from"./s31.js";import{Qn}from"./s48.js";import{f,y,M,q,e,s,d}from"./s2.js";import{i}from"./s32.js";import{ue,n}from"./s27.js";var z=15,A=e().check(q(),y(1),f(400)),Ya=e().check(q(),y(1),f(60)),ec={boundary:o,discretion:R(o),code:R(o),deferred:R(o)},k=s({...h,...ec,assumptions:c(s({id:e().check(M(/^A\d{1,2}$/)),area:Ya,text:o,evidence:c(s({file:A,shows:o})),confidence:d(ko),otherwise:R(s({choice:o,means:o})),corrected:O})).check(y(1))});function tc(t,a,m){let w=t.map((g,r)=>`${a}${r+1}`);return t.every((g,r)=>g===w[r])?[]:[`${m}: found the ids ${t.join(", ")}, expected ${w.join(", ")}`]}function j({assumptions:t},{said:a,exists:m,auto:w}){let g=[...tc(t.map((r)=>r.id),"A","assumptions"),...t.length>z?[`assumptions: found ${t.length}, expected at most ${z}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:r,evidence:p,confidence:x,otherwise:b,corrected:l})=>[...p.filter(({file:u})=>!m(sn(u))).map(({file:u})=>`${r}.evidence: found ${n(u)}, expected a file of the project`),...x!=="low"&&p.length===0&&!l?[`${r}.evidence: found none, expected what a ${x} confidence rests on, or "low"`]:[],...x!=="high"&&b.length===0&&!l?[`${r}.otherwise: found none, expected another way to go: the confidence is ${x}`]:[],...l&&!a.some((u)=>Qn(l,u))?[`${r}.corrected: found ${n(l)}, expected the person's own words, or null`]:[]]),...a.filter((r)=>!t.some(({corrected:p})=>p&&Qn(p,r))).map((r)=>`assumptions: none quotes the person's correction ${n(r)} in \`corrected\`, expected one that follows it`)];return{...i,problems:g,assumptions:t.map((r)=>ue(`${r.id} (${r.confidence}) ${r.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:w?"assumed":"done"}}var fm={schema:k,form:({task:t,nonce:a,said:m})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${ko.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${m.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${z} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:m})=>j(t,{said:Iu(m),exists:Ss(a.root),auto:m.auto})};
export{Ya,ec,tc,fm};
