// @bun
var gn="multi-ai",gs=(t)=>`multi-ai check ${t}`;var wu="status report explain runs log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),xt=(t)=>wu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Mf=(t)=>{e=t},yu=(t)=>e(t);var _c=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{gn,gs,wu,xt,Mf,yu,_c};
