// @bun
import{q}from"./s84.js";import{o}from"./s68.js";import{Gr}from"./s48.js";import{pt}from"./s31.js";import{Hd,Gi}from"./s23.js";import{m}from"./s44.js";import{Bl}from"./s56.js";import{s}from"./s76.js";async function x(u){let{payload:t,project:r}=u,i=pt(u),n=i?.tasks.find((p)=>p.dispatch?.agent===t.agent&&t.agent!==null);if(!i||!n)return null;let h=typeof t.input.file_path==="string"?t.input.file_path:"",k=Bl(r,n);if(m(h)!==m(k))return null;let{nonce:a}=n.dispatch,c=Hd(t.input,t.response),e=c===null?i:o(r,()=>[{do:"wrote",task:n.id,nonce:a,sense:c}]).run,l=e&&s(e,n.id);if(!e||l?.dispatch?.nonce!==a)return null;let f=Gr(r,e,l),d=await Gi(r,e,l,a,f.ok?f.subject:null);return d.ok?null:q("PostToolUse",`The file does not count yet:
${d.problems.map((p)=>`- ${p}`).join(`
`)}
Mend it before you end.`)}export{x as written};
