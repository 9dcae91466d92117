// @bun
import{o,O,c,T,h}from"./s3.js";import{Uu,yo}from"./s15.js";import{sn,vs}from"./s18.js";import{Zn}from"./s50.js";import{f,y,z,U,e,s,d}from"./s2.js";import{i}from"./s30.js";import{de,n}from"./s43.js";var b=15,k=e().check(U(),y(1),f(400)),sc=e().check(U(),y(1),f(60)),oc={boundary:o,discretion:T(o),code:T(o),deferred:T(o)},j=s({...h,...oc,assumptions:c(s({id:e().check(z(/^A\d{1,2}$/)),area:sc,text:o,evidence:c(s({file:k,shows:o})),confidence:d(yo),otherwise:T(s({choice:o,means:o})),corrected:O})).check(y(1))});function rc(t,a,m){let w=t.map((g,r)=>`${a}${r+1}`);return t.every((g,r)=>g===w[r])?[]:[`${m}: found the ids ${t.join(", ")}, expected ${w.join(", ")}`]}function v({assumptions:t},{said:a,exists:m,auto:w}){let g=[...rc(t.map((r)=>r.id),"A","assumptions"),...t.length>b?[`assumptions: found ${t.length}, expected at most ${b}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:r,evidence:p,confidence:x,otherwise:A,corrected:l})=>[...p.filter(({file:u})=>!m(sn(u))).map(({file:u})=>`${r}.evidence: found ${n(u)}, expected a file of the project`),...x!=="low"&&p.length===0&&!l?[`${r}.evidence: found none, expected what a ${x} confidence rests on, or "low"`]:[],...x!=="high"&&A.length===0&&!l?[`${r}.otherwise: found none, expected another way to go: the confidence is ${x}`]:[],...l&&!a.some((u)=>Zn(l,u))?[`${r}.corrected: found ${n(l)}, expected the person's own words, or null`]:[]]),...a.filter((r)=>!t.some(({corrected:p})=>p&&Zn(p,r))).map((r)=>`assumptions: none quotes the person's correction ${n(r)} in \`corrected\`, expected one that follows it`)];return{...i,problems:g,assumptions:t.map((r)=>de(`${r.id} (${r.confidence}) ${r.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:w?"assumed":"done"}}var Pm={schema:j,form:({task:t,nonce:a,said:m})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${yo.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${m.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${b} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:m})=>v(t,{said:Uu(m),exists:vs(a.root),auto:m.auto})};
export{sc,oc,rc,Pm};
