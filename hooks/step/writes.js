// @bun
import{fe}from"./s81.js";import{c}from"./s49.js";import{Un}from"./s26.js";import{Ke}from"./s54.js";import{Bc,uo}from"./s32.js";import{Yi}from"./s41.js";import{r}from"./s77.js";import{h}from"./s45.js";async function x(p){let{payload:t,project:e}=p,s=Ke(p),o=s?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!o)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",k=Yi(e,o);if(h(d)!==h(k))return null;let{nonce:i}=o.dispatch,u=Bc(t.input,t.response),n=u===null?s:c(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:u}]).run,a=n&&r(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let f=Un(e,n,a),m=await uo(e,n,a,i,f.ok?f.subject:null);return m.ok?null:fe("PostToolUse",`The file does not count yet:
${m.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{x as written};
