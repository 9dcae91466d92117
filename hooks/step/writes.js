// @bun
import{Me}from"./s119.js";import{_,Et}from"./s41.js";import{ao}from"./s13.js";import{mp,Zi}from"./s21.js";import{D}from"./s69.js";import{Dc}from"./s80.js";import{r}from"./s104.js";async function C(p){let{payload:t,project:e}=p,s=Et(p),o=s?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!s||!o)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",d=Dc(e,o);if(D(m)!==D(d))return null;let{nonce:i}=o.dispatch,u=mp(t.input,t.response),n=u===null?s:_(e,()=>[{do:"wrote",task:o.id,nonce:i,sense:u}]).run,a=n&&r(n,o.id);if(!n||a?.dispatch?.nonce!==i)return null;let c=ao(e,n,a),f=await Zi(e,n,a,i,c.ok?c.subject:null);return f.ok?null:Me("PostToolUse",`The file does not count yet:
${f.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{C as written};
