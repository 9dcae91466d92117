// @bun
import{Oe}from"./s82.js";import{S,Zt}from"./s26.js";import{yu,ku,Qr,Xr}from"./s29.js";import{_}from"./s42.js";import{Ca}from"./s13.js";import{u}from"./s84.js";var g=(e)=>/\/(?:settings|settings\.local|\.mcp)\.json$/.test(e);async function x(e){let{payload:t,project:o,env:d}=e,i=Zt(e),n=i?.tasks.find((l)=>l.dispatch?.agent===t.agent&&t.agent!==null);if(!i||!n)return null;let r=typeof t.input.file_path==="string"?t.input.file_path:"";if(g(r))(await import("./last-look.js")).passLooked(o,d,r);let h=Ca(o,n);if(_(r)!==_(h))return null;let{nonce:a}=n.dispatch,c=ku(n.dispatch,t.input,t.response)?yu(t.input,t.response):null,s=c===null?i:S(o,()=>[{do:"wrote",task:n.id,nonce:a,sense:c}]).run,p=s&&u(s,n.id);if(!s||p?.dispatch?.nonce!==a)return null;let f=Xr(o,s,p),m=await Qr(o,s,p,a,f.ok?f.subject:null);return m.ok?null:Oe("PostToolUse",`The file does not count yet:
${m.problems.map((l)=>`- ${l}`).join(`
`)}
Mend it before you end.`)}export{x as written};
