// @bun
import{Se}from"./s81.js";import{S,Zt}from"./s30.js";import{cu,Nr,Fr}from"./s56.js";import{I}from"./s39.js";import{ka}from"./s59.js";import{u}from"./s83.js";async function C(l){let{payload:t,project:e}=l,r=Zt(l),o=r?.tasks.find((a)=>a.dispatch?.agent===t.agent&&t.agent!==null);if(!r||!o)return null;let m=typeof t.input.file_path==="string"?t.input.file_path:"",d=ka(e,o);if(I(m)!==I(d))return null;let{nonce:s}=o.dispatch,p=cu(t.input,t.response),n=p===null?r:S(e,()=>[{do:"wrote",task:o.id,nonce:s,sense:p}]).run,i=n&&u(n,o.id);if(!n||i?.dispatch?.nonce!==s)return null;let c=Fr(e,n,i),f=await Nr(e,n,i,s,c.ok?c.subject:null);return f.ok?null:Se("PostToolUse",`The file does not count yet:
${f.problems.map((a)=>`- ${a}`).join(`
`)}
Mend it before you end.`)}export{C as written};
