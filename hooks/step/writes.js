// @bun
import{Oe}from"./s78.js";import{_,Zt}from"./s25.js";import{gu,wu,Hr,Vr}from"./s28.js";import{S}from"./s42.js";import{Ea}from"./s13.js";import{u}from"./s66.js";async function T(p){let{payload:t,project:e}=p,s=Zt(p),n=s?.tasks.find((a)=>a.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!n)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",d=Ea(e,n);if(S(m)!==S(d))return null;let{nonce:r}=n.dispatch,l=wu(n.dispatch,t.input,t.response)?gu(t.input,t.response):null,o=l===null?s:_(e,()=>[{do:"wrote",task:n.id,nonce:r,sense:l}]).run,i=o&&u(o,n.id);if(!o||i?.dispatch?.nonce!==r)return null;let c=Vr(e,o,i),f=await Hr(e,o,i,r,c.ok?c.subject:null);return f.ok?null:Oe("PostToolUse",`The file does not count yet:
${f.problems.map((a)=>`- ${a}`).join(`
`)}
Mend it before you end.`)}export{T as written};
