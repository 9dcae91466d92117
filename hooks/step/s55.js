// @bun
import{o,O,l,T,h}from"./s3.js";import{Wu,yo}from"./s15.js";import{sn,vs}from"./s32.js";import{Zn}from"./s64.js";import{f,y,z,B,e,s,d}from"./s2.js";import{i}from"./s33.js";import{de,n}from"./s47.js";var b=15,k=e().check(B(),y(1),f(400)),nc=e().check(B(),y(1),f(60)),sc={boundary:o,discretion:T(o),code:T(o),deferred:T(o)},j=s({...h,...sc,assumptions:l(s({id:e().check(z(/^A\d{1,2}$/)),area:nc,text:o,evidence:l(s({file:k,shows:o})),confidence:d(yo),otherwise:T(s({choice:o,means:o})),corrected:O})).check(y(1))});function oc(t,a,c){let w=t.map((g,r)=>`${a}${r+1}`);return t.every((g,r)=>g===w[r])?[]:[`${c}: found the ids ${t.join(", ")}, expected ${w.join(", ")}`]}function v({assumptions:t},{said:a,exists:c,auto:w}){let g=[...oc(t.map((r)=>r.id),"A","assumptions"),...t.length>b?[`assumptions: found ${t.length}, expected at most ${b}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:r,evidence:m,confidence:x,otherwise:A,corrected:p})=>[...m.filter(({file:u})=>!c(sn(u))).map(({file:u})=>`${r}.evidence: found ${n(u)}, expected a file of the project`),...x!=="low"&&m.length===0&&!p?[`${r}.evidence: found none, expected what a ${x} confidence rests on, or "low"`]:[],...x!=="high"&&A.length===0&&!p?[`${r}.otherwise: found none, expected another way to go: the confidence is ${x}`]:[],...p&&!a.some((u)=>Zn(p,u))?[`${r}.corrected: found ${n(p)}, expected the person's own words, or null`]:[]]),...a.filter((r)=>!t.some(({corrected:m})=>m&&Zn(m,r))).map((r)=>`assumptions: none quotes the person's correction ${n(r)} in \`corrected\`, expected one that follows it`)];return{...i,problems:g,assumptions:t.map((r)=>de(`${r.id} (${r.confidence}) ${r.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:w?"assumed":"done"}}var xm={schema:j,form:({task:t,nonce:a,said:c})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${yo.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${c.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${b} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:c})=>v(t,{said:Wu(c),exists:vs(a.root),auto:c.auto})};
export{nc,sc,oc,xm};
