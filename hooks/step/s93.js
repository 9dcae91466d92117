// @bun
var or="multi-ai",cs=(t)=>`multi-ai check ${t}`;var Dl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Be=(t)=>Dl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Pf=(t)=>{e=t},Wl=(t)=>e(t);var ir=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{or,cs,Dl,Be,Pf,Wl,ir};
