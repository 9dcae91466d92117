// @bun
import{o,O,c,R,h}from"./s4.js";import{Mu,bo}from"./s28.js";import{nn,vs}from"./s23.js";import{Kn}from"./s47.js";import{f,w,M,q,e,s,d}from"./s2.js";import{i}from"./s31.js";import{le,n}from"./s20.js";var b=15,A=e().check(q(),w(1),f(400)),Ja=e().check(q(),w(1),f(60)),Ya={boundary:o,discretion:R(o),code:R(o),deferred:R(o)},k=s({...h,...Ya,assumptions:c(s({id:e().check(M(/^A\d{1,2}$/)),area:Ja,text:o,evidence:c(s({file:A,shows:o})),confidence:d(bo),otherwise:R(s({choice:o,means:o})),corrected:O})).check(w(1))});function ec(t,a,m){let g=t.map((x,r)=>`${a}${r+1}`);return t.every((x,r)=>x===g[r])?[]:[`${m}: found the ids ${t.join(", ")}, expected ${g.join(", ")}`]}function j({assumptions:t},{said:a,exists:m,auto:g}){let x=[...ec(t.map((r)=>r.id),"A","assumptions"),...t.length>b?[`assumptions: found ${t.length}, expected at most ${b}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:r,evidence:p,confidence:z,otherwise:y,corrected:l})=>[...p.filter(({file:u})=>!m(nn(u))).map(({file:u})=>`${r}.evidence: found ${n(u)}, expected a file of the project`),...z!=="low"&&p.length===0&&!l?[`${r}.evidence: found none, expected what a ${z} confidence rests on, or "low"`]:[],...z!=="high"&&y.length===0&&!l?[`${r}.otherwise: found none, expected another way to go: the confidence is ${z}`]:[],...l&&!a.some((u)=>Kn(l,u))?[`${r}.corrected: found ${n(l)}, expected the person's own words, or null`]:[]]),...a.filter((r)=>!t.some(({corrected:p})=>p&&Kn(p,r))).map((r)=>`assumptions: none quotes the person's correction ${n(r)} in \`corrected\`, expected one that follows it`)];return{...i,problems:x,assumptions:t.map((r)=>le(`${r.id} (${r.confidence}) ${r.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:g?"assumed":"done"}}var pm={schema:k,form:({task:t,nonce:a,said:m})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${bo.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${m.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${b} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:m})=>j(t,{said:Mu(m),exists:vs(a.root),auto:m.auto})};
export{Ja,Ya,ec,pm};
