// @bun
import{ye}from"./s91.js";import{d,lt}from"./s62.js";import{vs}from"./s30.js";import{Ou,Ko}from"./s67.js";import{v}from"./s43.js";import{ja}from"./s37.js";import{s}from"./s92.js";async function T(p){let{payload:t,project:e}=p,r=lt(p),o=r?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!r||!o)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",h=ja(e,o);if(v(m)!==v(h))return null;let{nonce:i}=o.dispatch,u=Ou(t.input,t.response),n=u===null?r:d(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:u}]).run,a=n&&s(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let c=vs(e,n,a),f=await Ko(e,n,a,i,c.ok?c.subject:null);return f.ok?null:ye("PostToolUse",`The file does not count yet:
${f.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{T as written};
