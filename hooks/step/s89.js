// @bun
var ar="multi-ai",us=(t)=>`multi-ai check ${t}`;var ru="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Be=(t)=>ru.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Jf=(t)=>{e=t},ou=(t)=>e(t);var cr=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{ar,us,ru,Be,Jf,ou,cr};
