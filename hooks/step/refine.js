// @bun
import{F,V,N,hn}from"./s11.js";import{zs}from"./s98.js";import{b,ne,nt,e,m}from"./s2.js";import{x,ms,Qt}from"./s53.js";var c=300,o=e().check(nt(),ne(1),b(1500)),u=m({...N,what_to_build:o,where_it_fits:o,requirements:F(o).check(ne(1)),inputs:F(o),outputs:F(o),success_criteria:F(o).check(ne(1)),assumptions:F(o),questions:V(hn)});function p(t){let s=0;for(let{isWordLike:n}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(n)s++;return s}var h=({task:t,nonce:s,questions:n,...r})=>[...Object.values(r).flat(),...n.flatMap((i)=>[i.question,...i.options])];function f(t){let s=h(t).reduce((i,a)=>i+p(a),0),n=Qt(t.questions),r=`the whole file: found ${s} words in its texts, expected fewer than ${c}; keep what decides what is built`;return{...x,problems:[...s>=c?[r]:[],...ms(t.questions)],questions:n,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:s},outcome:n.length>0?"questions":"done"}}var k={schema:u,form:(t)=>`{
${zs(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${c} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:f};export{k as kind};
