// @bun
var fn="multi-ai",fs=(t)=>`multi-ai check ${t}`;var ru="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>ru.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),yf=(t)=>{e=t},iu=(t)=>e(t);var Sc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fn,fs,ru,yt,yf,iu,Sc};
