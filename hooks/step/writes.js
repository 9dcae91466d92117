// @bun
import{ye}from"./s89.js";import{d,lt}from"./s46.js";import{bs}from"./s6.js";import{ku,Vo}from"./s71.js";import{b}from"./s49.js";import{Oa}from"./s42.js";import{s}from"./s77.js";async function x(p){let{payload:t,project:e}=p,r=lt(p),o=r?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!r||!o)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",h=Oa(e,o);if(b(m)!==b(h))return null;let{nonce:i}=o.dispatch,u=ku(t.input,t.response),n=u===null?r:d(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:u}]).run,a=n&&s(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let c=bs(e,n,a),f=await Vo(e,n,a,i,c.ok?c.subject:null);return f.ok?null:ye("PostToolUse",`The file does not count yet:
${f.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{x as written};
