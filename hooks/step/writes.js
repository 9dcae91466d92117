// @bun
import{Se}from"./s99.js";import{p}from"./s76.js";import{Cs}from"./s74.js";import{kt}from"./s53.js";import{sd,fi}from"./s37.js";import{_}from"./s44.js";import{ec}from"./s40.js";import{s}from"./s97.js";async function T(u){let{payload:t,project:e}=u,r=kt(u),o=r?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!r||!o)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",h=ec(e,o);if(_(d)!==_(h))return null;let{nonce:i}=o.dispatch,c=sd(t.input,t.response),n=c===null?r:p(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:c}]).run,a=n&&s(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let f=Cs(e,n,a),m=await fi(e,n,a,i,f.ok?f.subject:null);return m.ok?null:Se("PostToolUse",`The file does not count yet:
${m.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{T as written};
