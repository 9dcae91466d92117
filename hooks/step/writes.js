// @bun
import{ge}from"./s82.js";import{c}from"./s21.js";import{Xn}from"./s19.js";import{Je}from"./s49.js";import{qc,ko}from"./s30.js";import{aa}from"./s36.js";import{r}from"./s78.js";import{h}from"./s44.js";async function x(p){let{payload:t,project:e}=p,s=Je(p),o=s?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!o)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",k=aa(e,o);if(h(d)!==h(k))return null;let{nonce:i}=o.dispatch,u=qc(t.input,t.response),n=u===null?s:c(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:u}]).run,a=n&&r(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let f=Xn(e,n,a),m=await ko(e,n,a,i,f.ok?f.subject:null);return m.ok?null:ge("PostToolUse",`The file does not count yet:
${m.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{x as written};
