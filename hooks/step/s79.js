// @bun
var fn="multi-ai",ps=(t)=>`multi-ai check ${t}`;var nu="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>nu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),wf=(t)=>{e=t},su=(t)=>e(t);var Sc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fn,ps,nu,yt,wf,su,Sc};
