// @bun
import{B}from"./s87.js";import{o}from"./s35.js";import{Ur}from"./s48.js";import{pt}from"./s70.js";import{Xd,Vi}from"./s17.js";import{m}from"./s45.js";import{Zl}from"./s60.js";import{s}from"./s77.js";async function x(u){let{payload:t,project:r}=u,i=pt(u),n=i?.tasks.find((p)=>p.dispatch?.agent===t.agent&&t.agent!==null);if(!i||!n)return null;let h=typeof t.input.file_path==="string"?t.input.file_path:"",k=Zl(r,n);if(m(h)!==m(k))return null;let{nonce:a}=n.dispatch,c=Xd(t.input,t.response),e=c===null?i:o(r,()=>[{do:"wrote",task:n.id,nonce:a,sense:c}]).run,l=e&&s(e,n.id);if(!e||l?.dispatch?.nonce!==a)return null;let f=Ur(r,e,l),d=await Vi(r,e,l,a,f.ok?f.subject:null);return d.ok?null:B("PostToolUse",`The file does not count yet:
${d.problems.map((p)=>`- ${p}`).join(`
`)}
Mend it before you end.`)}export{x as written};
