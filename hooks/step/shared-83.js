// @bun
var ps="multi-ai",ms=(t)=>`multi-ai check ${t}`;var _u="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),K=(t)=>_u.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),ap=(t)=>{e=t},ie=(t)=>e(t),qo=()=>e===K,gs=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{ps,ms,_u,K,ap,ie,qo,gs};
