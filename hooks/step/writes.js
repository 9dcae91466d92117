// @bun
import{U}from"./s89.js";import{o}from"./s12.js";import{Qr}from"./s17.js";import{ht}from"./s44.js";import{kf,ra}from"./s8.js";import{Yl}from"./s36.js";import{s}from"./s84.js";import{h}from"./s50.js";async function x(u){let{payload:t,project:r}=u,i=ht(u),n=i?.tasks.find((p)=>p.dispatch?.agent===t.agent&&t.agent!==null);if(!i||!n)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",k=Yl(r,n);if(h(d)!==h(k))return null;let{nonce:a}=n.dispatch,c=kf(t.input,t.response),e=c===null?i:o(r,()=>[{do:"wrote",task:n.id,nonce:a,sense:c}]).run,l=e&&s(e,n.id);if(!e||l?.dispatch?.nonce!==a)return null;let f=Qr(r,e,l),m=await ra(r,e,l,a,f.ok?f.subject:null);return m.ok?null:U("PostToolUse",`The file does not count yet:
${m.problems.map((p)=>`- ${p}`).join(`
`)}
Mend it before you end.`)}export{x as written};
