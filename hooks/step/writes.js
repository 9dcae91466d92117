// @bun
import{W}from"./s85.js";import{o}from"./s68.js";import{Hr}from"./s55.js";import{ft}from"./s64.js";import{qd,Hi}from"./s18.js";import{m}from"./s41.js";import{Zl}from"./s51.js";import{s}from"./s78.js";async function x(u){let{payload:t,project:r}=u,i=ft(u),n=i?.tasks.find((p)=>p.dispatch?.agent===t.agent&&t.agent!==null);if(!i||!n)return null;let h=typeof t.input.file_path==="string"?t.input.file_path:"",k=Zl(r,n);if(m(h)!==m(k))return null;let{nonce:a}=n.dispatch,c=qd(t.input,t.response),e=c===null?i:o(r,()=>[{do:"wrote",task:n.id,nonce:a,sense:c}]).run,l=e&&s(e,n.id);if(!e||l?.dispatch?.nonce!==a)return null;let f=Hr(r,e,l),d=await Hi(r,e,l,a,f.ok?f.subject:null);return d.ok?null:W("PostToolUse",`The file does not count yet:
${d.problems.map((p)=>`- ${p}`).join(`
`)}
Mend it before you end.`)}export{x as written};
