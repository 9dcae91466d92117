// @bun
import{c,P,g,vt}from"./s3.js";import{Os}from"./s75.js";import{f,y,U,e,s}from"./s2.js";import{i,Jt,lt}from"./s33.js";var m=300,n=e().check(U(),y(1),f(1500)),h=s({...g,what_to_build:n,where_it_fits:n,requirements:c(n).check(y(1)),inputs:c(n),outputs:c(n),success_criteria:c(n).check(y(1)),assumptions:c(n),questions:P(vt)});function d(t){let o=0;for(let{isWordLike:r}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(r)o++;return o}var l=({task:t,nonce:o,questions:r,...u})=>[...Object.values(u).flat(),...r.flatMap((a)=>[a.question,...a.options])];function w(t){let o=l(t).reduce((a,p)=>a+d(p),0),r=lt(t.questions),u=`the whole file: found ${o} words in its texts, expected fewer than ${m}; keep what decides what is built`;return{...i,problems:[...o>=m?[u]:[],...Jt(t.questions)],questions:r,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:o},outcome:r.length>0?"questions":"done"}}var b={schema:h,form:(t)=>`{
${Os(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${m} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:w};export{b as kind};
