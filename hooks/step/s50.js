// @bun
import{o,R,c,T,g}from"./s23.js";import{Eu,go}from"./s25.js";import{rn,vs}from"./s28.js";import{Hn}from"./s47.js";import{m,b,I,B,e,s,d}from"./s2.js";import{r}from"./s49.js";import{le,n}from"./s9.js";var z=15,A=e().check(B(),b(1),m(400)),Va=e().check(B(),b(1),m(60)),Za={boundary:o,discretion:T(o),code:T(o),deferred:T(o)},k=s({...g,...Za,assumptions:c(s({id:e().check(I(/^A\d{1,2}$/)),area:Va,text:o,evidence:c(s({file:A,shows:o})),confidence:d(go),otherwise:T(s({choice:o,means:o})),corrected:R})).check(b(1))});function Ha(t,a,h){let u=t.map((w,i)=>`${a}${i+1}`);return t.every((w,i)=>w===u[i])?[]:[`${h}: found the ids ${t.join(", ")}, expected ${u.join(", ")}`]}function j({assumptions:t},{said:a,exists:h,auto:u}){let w=[...Ha(t.map((i)=>i.id),"A","assumptions"),...t.length>z?[`assumptions: found ${t.length}, expected at most ${z}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:i,evidence:p,confidence:x,otherwise:y,corrected:l})=>[...p.filter(({file:f})=>!h(rn(f))).map(({file:f})=>`${i}.evidence: found ${n(f)}, expected a file of the project`),...x!=="low"&&p.length===0&&!l?[`${i}.evidence: found none, expected what a ${x} confidence rests on, or "low"`]:[],...x!=="high"&&y.length===0&&!l?[`${i}.otherwise: found none, expected another way to go: the confidence is ${x}`]:[],...l&&!a.some((f)=>Hn(l,f))?[`${i}.corrected: found ${n(l)}, expected the person's own words, or null`]:[]]),...a.filter((i)=>!t.some(({corrected:p})=>p&&Hn(p,i))).map((i)=>`assumptions: none quotes the person's correction ${n(i)} in \`corrected\`, expected one that follows it`)];return{...r,problems:w,assumptions:t.map((i)=>le(`${i.id} (${i.confidence}) ${i.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:u?"assumed":"done"}}var rm={schema:k,form:({task:t,nonce:a,said:h})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${go.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${h.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${z} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:h})=>j(t,{said:Eu(h),exists:vs(a.root),auto:h.auto})};
export{Va,Za,Ha,rm};
