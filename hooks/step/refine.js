// @bun
import{l,T,h,vt}from"./s3.js";import{_s}from"./s75.js";import{f,y,B,e,s}from"./s2.js";import{i,Jt,lt}from"./s33.js";var u=300,n=e().check(B(),y(1),f(1500)),p=s({...h,what_to_build:n,where_it_fits:n,requirements:l(n).check(y(1)),inputs:l(n),outputs:l(n),success_criteria:l(n).check(y(1)),assumptions:l(n),questions:T(vt)});function d(t){let o=0;for(let{isWordLike:r}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(r)o++;return o}var w=({task:t,nonce:o,questions:r,...a})=>[...Object.values(a).flat(),...r.flatMap((c)=>[c.question,...c.options])];function g(t){let o=w(t).reduce((c,m)=>c+d(m),0),r=lt(t.questions),a=`the whole file: found ${o} words in its texts, expected fewer than ${u}; keep what decides what is built`;return{...i,problems:[...o>=u?[a]:[],...Jt(t.questions)],questions:r,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:o},outcome:r.length>0?"questions":"done"}}var P={schema:p,form:(t)=>`{
${_s(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${u} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:g};export{P as kind};
