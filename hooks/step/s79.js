// @bun
var eo="multi-ai",hs=(t)=>`multi-ai check ${t}`;var ou="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Dt=(t)=>ou.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),lf=(t)=>{e=t},ru=(t)=>e(t);var Tc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{eo,hs,ou,Dt,lf,ru,Tc};
