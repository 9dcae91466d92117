// @bun
import{o,R,c,T,h}from"./s24.js";import{qu,bo}from"./s17.js";import{dn,Os}from"./s42.js";import{Xn}from"./s53.js";import{m,k,I,B,e,s,d}from"./s2.js";import{r}from"./s38.js";import{ce,n}from"./s45.js";var z=15,y=e().check(B(),k(1),m(400)),Xa=e().check(B(),k(1),m(60)),Ja={boundary:o,discretion:T(o),code:T(o),deferred:T(o)},A=s({...h,...Ja,assumptions:c(s({id:e().check(I(/^A\d{1,2}$/)),area:Xa,text:o,evidence:c(s({file:y,shows:o})),confidence:d(bo),otherwise:T(s({choice:o,means:o})),corrected:R})).check(k(1))});function Ya(t,a,p){let w=t.map((g,i)=>`${a}${i+1}`);return t.every((g,i)=>g===w[i])?[]:[`${p}: found the ids ${t.join(", ")}, expected ${w.join(", ")}`]}function j({assumptions:t},{said:a,exists:p,auto:w}){let g=[...Ya(t.map((i)=>i.id),"A","assumptions"),...t.length>z?[`assumptions: found ${t.length}, expected at most ${z}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:i,evidence:l,confidence:x,otherwise:b,corrected:f})=>[...l.filter(({file:u})=>!p(dn(u))).map(({file:u})=>`${i}.evidence: found ${n(u)}, expected a file of the project`),...x!=="low"&&l.length===0&&!f?[`${i}.evidence: found none, expected what a ${x} confidence rests on, or "low"`]:[],...x!=="high"&&b.length===0&&!f?[`${i}.otherwise: found none, expected another way to go: the confidence is ${x}`]:[],...f&&!a.some((u)=>Xn(f,u))?[`${i}.corrected: found ${n(f)}, expected the person's own words, or null`]:[]]),...a.filter((i)=>!t.some(({corrected:l})=>l&&Xn(l,i))).map((i)=>`assumptions: none quotes the person's correction ${n(i)} in \`corrected\`, expected one that follows it`)];return{...r,problems:g,assumptions:t.map((i)=>ce(`${i.id} (${i.confidence}) ${i.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:w?"assumed":"done"}}var wm={schema:A,form:({task:t,nonce:a,said:p})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${bo.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${p.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${z} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:p})=>j(t,{said:qu(p),exists:Os(a.root),auto:p.auto})};
export{Xa,Ja,Ya,wm};
