// @bun
var ir="multi-ai",ds=(t)=>`multi-ai check ${t}`;var ru="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Be=(t)=>ru.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Yf=(t)=>{e=t},ou=(t)=>e(t);var ar=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{ir,ds,ru,Be,Yf,ou,ar};
