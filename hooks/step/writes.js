// @bun
import{G}from"./s88.js";import{o}from"./s5.js";import{Qr}from"./s77.js";import{mt}from"./s41.js";import{hf,na}from"./s33.js";import{g}from"./s48.js";import{Ql}from"./s34.js";import{s}from"./s80.js";async function x(u){let{payload:t,project:r}=u,i=mt(u),n=i?.tasks.find((p)=>p.dispatch?.agent===t.agent&&t.agent!==null);if(!i||!n)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",h=Ql(r,n);if(g(d)!==g(h))return null;let{nonce:a}=n.dispatch,c=hf(t.input,t.response),e=c===null?i:o(r,()=>[{do:"wrote",task:n.id,nonce:a,sense:c}]).run,l=e&&s(e,n.id);if(!e||l?.dispatch?.nonce!==a)return null;let f=Qr(r,e,l),m=await na(r,e,l,a,f.ok?f.subject:null);return m.ok?null:G("PostToolUse",`The file does not count yet:
${m.problems.map((p)=>`- ${p}`).join(`
`)}
Mend it before you end.`)}export{x as written};
