// @bun
var mn="multi-ai",ms=(t)=>`multi-ai check ${t}`;var Kl="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Kl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),nf=(t)=>{e=t},Ql=(t)=>e(t);var bc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{mn,ms,Kl,yt,nf,Ql,bc};
