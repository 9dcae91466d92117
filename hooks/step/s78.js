// @bun
var fn="multi-ai",fs=(t)=>`multi-ai check ${t}`;var Xl="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Xl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),cf=(t)=>{e=t},Jl=(t)=>e(t);var xc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fn,fs,Xl,yt,cf,Jl,xc};
