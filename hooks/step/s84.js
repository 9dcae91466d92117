// @bun
var ks="multi-ai",Rr=(t)=>`multi-ai check ${t}`;var li="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),ee=(t)=>li.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),zp=(t)=>{e=t},ce=(t)=>e(t),ci=()=>e===ee,xs=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{ks,Rr,li,ee,zp,ce,ci,xs};
