// @bun
import{c,R,m,gt}from"./s63.js";import{vs}from"./s82.js";import{f,h,q,e,s}from"./s2.js";import{r,Kt,ot}from"./s23.js";var p=300,n=e().check(q(),h(1),f(1500)),l=s({...m,what_to_build:n,where_it_fits:n,requirements:c(n).check(h(1)),inputs:c(n),outputs:c(n),success_criteria:c(n).check(h(1)),assumptions:c(n),questions:R(gt)});function w(t){let o=0;for(let{isWordLike:i}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(i)o++;return o}var g=({task:t,nonce:o,questions:i,...u})=>[...Object.values(u).flat(),...i.flatMap((a)=>[a.question,...a.options])];function k(t){let o=g(t).reduce((a,d)=>a+w(d),0),i=ot(t.questions),u=`the whole file: found ${o} words in its texts, expected fewer than ${p}; keep what decides what is built`;return{...r,problems:[...o>=p?[u]:[],...Kt(t.questions)],questions:i,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:o},outcome:i.length>0?"questions":"done"}}var z={schema:l,form:(t)=>`{
${vs(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${p} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:k};export{z as kind};
