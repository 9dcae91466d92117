// @bun
var hn="multi-ai",ms=(t)=>`multi-ai check ${t}`;var cu="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>cu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),bf=(t)=>{e=t},lu=(t)=>e(t);var _c=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{hn,ms,cu,yt,bf,lu,_c};
