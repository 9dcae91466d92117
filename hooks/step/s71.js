// @bun
var Zs="multi-ai",as=(t)=>`multi-ai check ${t}`;var Pl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Ct=(t)=>Pl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Ep=(t)=>{e=t},El=(t)=>e(t);var rc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{Zs,as,Pl,Ct,Ep,El,rc};
