// @bun
import{ae}from"./s73.js";import{l,De}from"./s26.js";import{Mn}from"./s32.js";import{gc,Vs}from"./s6.js";import{Ri}from"./s59.js";import{r}from"./s65.js";import{g}from"./s34.js";async function x(u){let{payload:t,project:e}=u,s=De(u),o=s?.tasks.find((p)=>p.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!o)return null;let d=typeof t.input.file_path==="string"?t.input.file_path:"",h=Ri(e,o);if(g(d)!==g(h))return null;let{nonce:i}=o.dispatch,c=gc(t.input,t.response),n=c===null?s:l(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:c}]).run,a=n&&r(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let f=Mn(e,n,a),m=await Vs(e,n,a,i,f.ok?f.subject:null);return m.ok?null:ae("PostToolUse",`The file does not count yet:
${m.problems.map((p)=>`- ${p}`).join(`
`)}
Mend it before you end.`)}export{x as written};
