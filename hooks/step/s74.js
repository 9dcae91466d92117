// @bun
import{i,A,d,j,y}from"./s61.js";import{aa,Gr}from"./s86.js";import{Ln,lo}from"./s45.js";import{h,v,L,U,e,o,f}from"./s2.js";import{a}from"./s18.js";import{ue,s}from"./s117.js";var x=["high","medium","low"];var z=15,k=e().check(U(),v(1),h(400)),ol=e().check(U(),v(1),h(60)),rl={boundary:i,discretion:j(i),code:j(i),deferred:j(i)},O=o({...y,...rl,assumptions:d(o({id:e().check(L(/^A\d{1,2}$/)),area:ol,text:i,evidence:d(o({file:k,shows:i})),confidence:f(x),otherwise:j(o({choice:i,means:i})),corrected:A})).check(v(1))});function il(t,r,c){let l=t.map((u,n)=>`${r}${n+1}`);return t.every((u,n)=>u===l[n])?[]:[`${c}: found the ids ${t.join(", ")}, expected ${l.join(", ")}`]}function C({assumptions:t},{said:r,exists:c,auto:l}){let u=[...il(t.map((n)=>n.id),"A","assumptions"),...t.length>z?[`assumptions: found ${t.length}, expected at most ${z}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:n,evidence:m,confidence:w,otherwise:b,corrected:p})=>[...m.filter(({file:g})=>!c(Ln(g))).map(({file:g})=>`${n}.evidence: found ${s(g)}, expected a file of the project`),...w!=="low"&&m.length===0&&!p?[`${n}.evidence: found none, expected what a ${w} confidence rests on, or "low"`]:[],...w!=="high"&&b.length===0&&!p?[`${n}.otherwise: found none, expected another way to go: the confidence is ${w}`]:[],...p&&!r.some((g)=>Gr(p,g))?[`${n}.corrected: found ${s(p)}, expected the person's own words, or null`]:[]]),...r.filter((n)=>!t.some(({corrected:m})=>m&&Gr(m,n))).map((n)=>`assumptions: none quotes the person's correction ${s(n)} in \`corrected\`, expected one that follows it`)];return{...a,problems:u,assumptions:t.map((n)=>ue(`${n.id} (${n.confidence}) ${n.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:l?"assumed":"done"}}var dg={schema:O,form:({task:t,nonce:r,said:c})=>`{
  "task": "${t}",
  "nonce": "${r}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${x.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${c.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${z} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:r,run:c})=>C(t,{said:aa(c),exists:lo(r.root),auto:c.auto})};
export{ol,rl,il,dg};
