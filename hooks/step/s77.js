// @bun
var fn="multi-ai",ds=(t)=>`multi-ai check ${t}`;var Zl="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Zl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),sf=(t)=>{e=t},Kl=(t)=>e(t);var bc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fn,ds,Zl,yt,sf,Kl,bc};
