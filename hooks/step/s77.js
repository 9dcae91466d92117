// @bun
var fn="multi-ai",fs=(t)=>`multi-ai check ${t}`;var Zl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Zl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),tf=(t)=>{e=t},Kl=(t)=>e(t);var kc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fn,fs,Zl,yt,tf,Kl,kc};
