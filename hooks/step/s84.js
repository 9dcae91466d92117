// @bun
var mn="multi-ai",ms=(t)=>`multi-ai check ${t}`;var au="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>au.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),kf=(t)=>{e=t},cu=(t)=>e(t);var Sc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{mn,ms,au,yt,kf,cu,Sc};
