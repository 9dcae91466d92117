// @bun
import{fe}from"./s83.js";import{c}from"./s67.js";import{Kn}from"./s26.js";import{Ke}from"./s41.js";import{Hc,go}from"./s34.js";import{ta}from"./s50.js";import{r}from"./s79.js";import{h}from"./s46.js";async function x(p){let{payload:t,project:e}=p,s=Ke(p),o=s?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!o)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",k=ta(e,o);if(h(d)!==h(k))return null;let{nonce:i}=o.dispatch,u=Hc(t.input,t.response),n=u===null?s:c(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:u}]).run,a=n&&r(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let f=Kn(e,n,a),m=await go(e,n,a,i,f.ok?f.subject:null);return m.ok?null:fe("PostToolUse",`The file does not count yet:
${m.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{x as written};
