// @bun
import{c,T,h,$t}from"./s24.js";import{Es}from"./s70.js";import{m,k,B,e,s}from"./s2.js";import{r,an,lt}from"./s38.js";var p=300,n=e().check(B(),k(1),m(1500)),d=s({...h,what_to_build:n,where_it_fits:n,requirements:c(n).check(k(1)),inputs:c(n),outputs:c(n),success_criteria:c(n).check(k(1)),assumptions:c(n),questions:T($t)});function l(t){let o=0;for(let{isWordLike:i}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(i)o++;return o}var w=({task:t,nonce:o,questions:i,...u})=>[...Object.values(u).flat(),...i.flatMap((a)=>[a.question,...a.options])];function g(t){let o=w(t).reduce((a,f)=>a+l(f),0),i=lt(t.questions),u=`the whole file: found ${o} words in its texts, expected fewer than ${p}; keep what decides what is built`;return{...r,problems:[...o>=p?[u]:[],...an(t.questions)],questions:i,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:o},outcome:i.length>0?"questions":"done"}}var b={schema:d,form:(t)=>`{
${Es(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${p} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:g};export{b as kind};
