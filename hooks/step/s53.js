// @bun
import{o,O,l,T,w}from"./s21.js";import{fe,n}from"./s30.js";import{Zu,xo}from"./s69.js";import{cn,Os}from"./s27.js";import{Qn}from"./s64.js";import{f,k,j,G,e,s,d}from"./s2.js";import{i}from"./s29.js";var z=15,y=e().check(G(),k(1),f(400)),nc=e().check(G(),k(1),f(60)),sc={boundary:o,discretion:T(o),code:T(o),deferred:T(o)},A=s({...w,...sc,assumptions:l(s({id:e().check(j(/^A\d{1,2}$/)),area:nc,text:o,evidence:l(s({file:y,shows:o})),confidence:d(xo),otherwise:T(s({choice:o,means:o})),corrected:O})).check(k(1))});function oc(t,a,c){let u=t.map((g,r)=>`${a}${r+1}`);return t.every((g,r)=>g===u[r])?[]:[`${c}: found the ids ${t.join(", ")}, expected ${u.join(", ")}`]}function v({assumptions:t},{said:a,exists:c,auto:u}){let g=[...oc(t.map((r)=>r.id),"A","assumptions"),...t.length>z?[`assumptions: found ${t.length}, expected at most ${z}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:r,evidence:h,confidence:x,otherwise:b,corrected:m})=>[...h.filter(({file:p})=>!c(cn(p))).map(({file:p})=>`${r}.evidence: found ${n(p)}, expected a file of the project`),...x!=="low"&&h.length===0&&!m?[`${r}.evidence: found none, expected what a ${x} confidence rests on, or "low"`]:[],...x!=="high"&&b.length===0&&!m?[`${r}.otherwise: found none, expected another way to go: the confidence is ${x}`]:[],...m&&!a.some((p)=>Qn(m,p))?[`${r}.corrected: found ${n(m)}, expected the person's own words, or null`]:[]]),...a.filter((r)=>!t.some(({corrected:h})=>h&&Qn(h,r))).map((r)=>`assumptions: none quotes the person's correction ${n(r)} in \`corrected\`, expected one that follows it`)];return{...i,problems:g,assumptions:t.map((r)=>fe(`${r.id} (${r.confidence}) ${r.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:u?"assumed":"done"}}var Pm={schema:A,form:({task:t,nonce:a,said:c})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${xo.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${c.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${z} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:c})=>v(t,{said:Zu(c),exists:Os(a.root),auto:c.auto})};
export{nc,sc,oc,Pm};
