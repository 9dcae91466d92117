// @bun
var fn="multi-ai",fs=(t)=>`multi-ai check ${t}`;var su="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>su.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),yf=(t)=>{e=t},ou=(t)=>e(t);var $c=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fn,fs,su,yt,yf,ou,$c};
