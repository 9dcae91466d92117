// @bun
var ir="multi-ai",us=(t)=>`multi-ai check ${t}`;var eu="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),qe=(t)=>eu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Vf=(t)=>{e=t},tu=(t)=>e(t);var ar=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{ir,us,eu,qe,Vf,tu,ar};
