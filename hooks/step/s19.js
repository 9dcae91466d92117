// @bun
import{Oe}from"./s55.js";var nf=(n,t)=>n.flatMap(({id:e,state:r},i)=>r==="fixed"&&l(t,e)==="nothing"?[`prior[${i}] (${e}): state is "fixed", but nothing has changed since ${e} was raised; expected "open" with a status that fits, or "withdrawn" with a reason if the finding was wrong`]:[]),rf=(n,t)=>n.map(({id:e,state:r})=>r==="fixed"&&l(t,e)==="elsewhere"?{id:e,state:r,untouched:!0}:{id:e,state:r}),l=(n,t)=>n.find((e)=>e.id===t)?.since;function sf(n,t,e,r){if(n.length===0)return"nothing";if(!t)return"place";if(!n.includes(t))return"elsewhere";let{before:i,now:s}=r();return i!==null&&s!==null&&u(i,s,e)?"elsewhere":"place"}var o=5;function u(n,t,{line:e,quote:r,missing:i}){let s=i||!r?null:Oe(n,r,e??null);if(s===null)return!1;let a=n.split(`
`),c=r.trim().split(`
`).length,d=a.slice(Math.max(0,s.line-1-o),s.line-1+c+o);return`
${t}
`.includes(`
${d.join(`
`)}
`)}
export{nf,rf,sf};
