// @bun
var fn="multi-ai",ps=(t)=>`multi-ai check ${t}`;var Yl="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Yl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),cf=(t)=>{e=t},eu=(t)=>e(t);var $c=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fn,ps,Yl,yt,cf,eu,$c};
