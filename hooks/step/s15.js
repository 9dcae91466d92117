// @bun
import{N,X,B,Tn}from"./s50.js";import{Zs}from"./s89.js";import{R,ie,ft,e,w}from"./s2.js";import{T,ks,cn}from"./s75.js";var c=300,o=e().check(ft(),ie(1),R(1500)),u=w({...B,what_to_build:o,where_it_fits:o,requirements:N(o).check(ie(1)),inputs:N(o),outputs:N(o),success_criteria:N(o).check(ie(1)),assumptions:N(o),questions:X(Tn)});function m(t){let s=0;for(let{isWordLike:n}of new Intl.Segmenter("en",{granularity:"word"}).segment(t))if(n)s++;return s}var Sc=({task:t,nonce:s,questions:n,...r})=>[...Object.values(r).flat(),...n.flatMap((i)=>[i.question,...i.options])];function p(t){let s=Sc(t).reduce((i,a)=>i+m(a),0),n=cn(t.questions),r=`the whole file: found ${s} words in its texts, expected fewer than ${c}; keep what decides what is built`;return{...T,problems:[...s>=c?[r]:[],...ks(t.questions)],questions:n,assumptions:t.assumptions,claims:t.requirements.length+t.success_criteria.length,facts:{words:s},outcome:n.length>0?"questions":"done"}}var Tm={schema:u,form:(t)=>`{
${Zs(t)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${t.asks?'[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]':"[]"}
}`,rules:({asks:t})=>[`All texts together have fewer than ${c} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,...t?["A question has two to four options with short labels that differ."]:[]],check:p};
export{Sc,Tm};
