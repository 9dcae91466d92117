// @bun
import{Se}from"./s101.js";import{p}from"./s36.js";import{Ls}from"./s71.js";import{bt}from"./s78.js";import{rd,mi}from"./s77.js";import{v}from"./s44.js";import{nc}from"./s39.js";import{s}from"./s96.js";async function T(u){let{payload:t,project:e}=u,r=bt(u),o=r?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!r||!o)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",h=nc(e,o);if(v(d)!==v(h))return null;let{nonce:i}=o.dispatch,c=rd(t.input,t.response),n=c===null?r:p(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:c}]).run,a=n&&s(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let f=Ls(e,n,a),m=await mi(e,n,a,i,f.ok?f.subject:null);return m.ok?null:Se("PostToolUse",`The file does not count yet:
${m.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{T as written};
