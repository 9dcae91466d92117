// @bun
import{be}from"./s96.js";import{d,ct}from"./s57.js";import{Es}from"./s9.js";import{Vu,ni}from"./s66.js";import{v}from"./s51.js";import{qa}from"./s44.js";import{s}from"./s79.js";async function T(p){let{payload:t,project:e}=p,r=ct(p),o=r?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!r||!o)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",h=qa(e,o);if(v(m)!==v(h))return null;let{nonce:i}=o.dispatch,u=Vu(t.input,t.response),n=u===null?r:d(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:u}]).run,a=n&&s(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let c=Es(e,n,a),f=await ni(e,n,a,i,c.ok?c.subject:null);return f.ok?null:be("PostToolUse",`The file does not count yet:
${f.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{T as written};
