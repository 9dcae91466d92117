// @bun
var mn="multi-ai",fs=(t)=>`multi-ai check ${t}`;var Yl="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Yl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),uf=(t)=>{e=t},eu=(t)=>e(t);var vc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{mn,fs,Yl,yt,uf,eu,vc};
