// @bun
import{Oe}from"./s82.js";import{S,Zt}from"./s9.js";import{xu,vu,Qr,Xr}from"./s31.js";import{_}from"./s42.js";import{ja}from"./s13.js";import{u}from"./s72.js";var g=(e)=>/\/(?:settings|settings\.local|\.mcp)\.json$/.test(e);async function x(e){let{payload:t,project:o,env:d}=e,i=Zt(e),n=i?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!i||!n)return null;let r=typeof t.input.file_path==="string"?t.input.file_path:"";if(g(r))(await import("./last-look.js")).passLooked(o,d,r);let h=ja(o,n);if(_(r)!==_(h))return null;let{nonce:a}=n.dispatch,c=vu(n.dispatch,t.input,t.response)?xu(t.input,t.response):null,s=c===null?i:S(o,()=>[{do:"wrote",task:n.id,nonce:a,sense:c}]).run,p=s&&u(s,n.id);if(!s||p?.dispatch?.nonce!==a)return null;let f=Xr(o,s,p),m=await Qr(o,s,p,a,f.ok?f.subject:null);return m.ok?null:Oe("PostToolUse",`The file does not count yet:
${m.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{x as written};
