// @bun
var ir="multi-ai",cs=(t)=>`multi-ai check ${t}`;var Wl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Be=(t)=>Wl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Cf=(t)=>{e=t},Bl=(t)=>e(t);var ar=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{ir,cs,Wl,Be,Cf,Bl,ar};
