// @bun
import{l,T,w,xt}from"./s21.js";import{Es}from"./s73.js";import{f,k,G,e,s}from"./s2.js";import{i,Jt,ct}from"./s29.js";var u=300,n=e().check(G(),k(1),f(1500)),p=s({...w,what_to_build:n,where_it_fits:n,requirements:l(n).check(k(1)),inputs:l(n),outputs:l(n),success_criteria:l(n).check(k(1)),assumptions:l(n),questions:T(xt)});function h(t){let o=0;for(let{isWordLike:r}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(r)o++;return o}var d=({task:t,nonce:o,questions:r,...a})=>[...Object.values(a).flat(),...r.flatMap((c)=>[c.question,...c.options])];function g(t){let o=d(t).reduce((c,m)=>c+h(m),0),r=ct(t.questions),a=`the whole file: found ${o} words in its texts, expected fewer than ${u}; keep what decides what is built`;return{...i,problems:[...o>=u?[a]:[],...Jt(t.questions)],questions:r,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:o},outcome:r.length>0?"questions":"done"}}var b={schema:p,form:(t)=>`{
${Es(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${u} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:g};export{b as kind};
