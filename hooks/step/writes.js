// @bun
import{ye}from"./s78.js";import{k,ct}from"./s39.js";import{Gr}from"./s40.js";import{$u,Su,Zr}from"./s6.js";import{h}from"./s35.js";import{Ea}from"./s9.js";import{u}from"./s67.js";async function H(p){let{payload:t,project:e}=p,s=ct(p),n=s?.tasks.find((a)=>a.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!n)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",d=Ea(e,n);if(h(m)!==h(d))return null;let{nonce:r}=n.dispatch,l=Su(n.dispatch,t.input,t.response)?$u(t.input,t.response):null,o=l===null?s:k(e,()=>[{do:"wrote",task:n.id,nonce:r,sense:l}]).run,i=o&&u(o,n.id);if(!o||i?.dispatch?.nonce!==r)return null;let c=Gr(e,o,i),f=await Zr(e,o,i,r,c.ok?c.subject:null);return f.ok?null:ye("PostToolUse",`The file does not count yet:
${f.problems.map((a)=>`- ${a}`).join(`
`)}
Mend it before you end.`)}export{H as written};
