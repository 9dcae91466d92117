// @bun
import{ye}from"./s83.js";import{y,at}from"./s40.js";import{Xr}from"./s25.js";import{Iu,Mu,Jr}from"./s63.js";import{O}from"./s44.js";import{Ia}from"./s45.js";import{u}from"./s73.js";async function H(p){let{payload:t,project:e}=p,s=at(p),n=s?.tasks.find((a)=>a.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!n)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",d=Ia(e,n);if(O(m)!==O(d))return null;let{nonce:r}=n.dispatch,l=Mu(n.dispatch,t.input,t.response)?Iu(t.input,t.response):null,o=l===null?s:y(e,()=>[{do:"wrote",task:n.id,nonce:r,sense:l}]).run,i=o&&u(o,n.id);if(!o||i?.dispatch?.nonce!==r)return null;let c=Xr(e,o,i),f=await Jr(e,o,i,r,c.ok?c.subject:null);return f.ok?null:ye("PostToolUse",`The file does not count yet:
${f.problems.map((a)=>`- ${a}`).join(`
`)}
Mend it before you end.`)}export{H as written};
