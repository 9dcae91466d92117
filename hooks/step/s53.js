// @bun
import{o,_,c,R,m}from"./s63.js";import{hu,uo}from"./s54.js";import{tn,ks}from"./s27.js";import{Gn}from"./s48.js";import{f,h,j,q,e,s,d}from"./s2.js";import{r}from"./s23.js";import{ie,n}from"./s59.js";var b=15,A=e().check(q(),h(1),f(400)),ja=e().check(q(),h(1),f(60)),za={boundary:o,discretion:R(o),code:R(o),deferred:R(o)},k=s({...m,...za,assumptions:c(s({id:e().check(j(/^A\d{1,2}$/)),area:ja,text:o,evidence:c(s({file:A,shows:o})),confidence:d(uo),otherwise:R(s({choice:o,means:o})),corrected:_})).check(h(1))});function Ia(t,a,p){let g=t.map((x,i)=>`${a}${i+1}`);return t.every((x,i)=>x===g[i])?[]:[`${p}: found the ids ${t.join(", ")}, expected ${g.join(", ")}`]}function v({assumptions:t},{said:a,exists:p,auto:g}){let x=[...Ia(t.map((i)=>i.id),"A","assumptions"),...t.length>b?[`assumptions: found ${t.length}, expected at most ${b}: those that are most expensive to have wrong`]:[],...t.flatMap(({id:i,evidence:l,confidence:z,otherwise:y,corrected:u})=>[...l.filter(({file:w})=>!p(tn(w))).map(({file:w})=>`${i}.evidence: found ${n(w)}, expected a file of the project`),...z!=="low"&&l.length===0&&!u?[`${i}.evidence: found none, expected what a ${z} confidence rests on, or "low"`]:[],...z!=="high"&&y.length===0&&!u?[`${i}.otherwise: found none, expected another way to go: the confidence is ${z}`]:[],...u&&!a.some((w)=>Gn(u,w))?[`${i}.corrected: found ${n(u)}, expected the person's own words, or null`]:[]]),...a.filter((i)=>!t.some(({corrected:l})=>l&&Gn(l,i))).map((i)=>`assumptions: none quotes the person's correction ${n(i)} in \`corrected\`, expected one that follows it`)];return{...r,problems:x,assumptions:t.map((i)=>ie(`${i.id} (${i.confidence}) ${i.text}`,400)),claims:t.length,facts:{assumptions:t.length},outcome:g?"assumed":"done"}}var zf={schema:k,form:({task:t,nonce:a,said:p})=>`{
  "task": "${t}",
  "nonce": "${a}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${uo.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${p.length>0?', "corrected": <null | "words of the person">':""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,rules:({said:t})=>[`One to ${b} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,"`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",...t.length>0?["Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."]:[]],sees:"the project's files",check:(t,{project:a,run:p})=>v(t,{said:hu(p),exists:ks(a.root),auto:p.auto})};
export{ja,za,Ia,zf};
