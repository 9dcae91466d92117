// @bun
var No="multi-ai",Us=(t)=>`multi-ai check ${t}`;var Rd="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),it=(t)=>Rd.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Vm=(t)=>{e=t},Td=(t)=>e(t);var Do=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{No,Us,Rd,it,Vm,Td,Do};
