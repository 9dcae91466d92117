// @bun
import{d,j,y,Qt}from"./s61.js";import{ho}from"./s112.js";import{h,v,U,e,o}from"./s2.js";import{a,Pn,Ct}from"./s18.js";var u=300,n=e().check(U(),v(1),h(1500)),p=o({...y,what_to_build:n,where_it_fits:n,requirements:d(n).check(v(1)),inputs:d(n),outputs:d(n),success_criteria:d(n).check(v(1)),assumptions:d(n),questions:j(Qt)});function f(t){let s=0;for(let{isWordLike:i}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(i)s++;return s}var l=({task:t,nonce:s,questions:i,...c})=>[...Object.values(c).flat(),...i.flatMap((r)=>[r.question,...r.options])];function w(t){let s=l(t).reduce((r,m)=>r+f(m),0),i=Ct(t.questions),c=`the whole file: found ${s} words in its texts, expected fewer than ${u}; keep what decides what is built`;return{...a,problems:[...s>=u?[c]:[],...Pn(t.questions)],questions:i,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:s},outcome:i.length>0?"questions":"done"}}var x={schema:p,form:(t)=>`{
${ho(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${u} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:w};export{x as kind};
