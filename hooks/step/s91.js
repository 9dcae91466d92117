// @bun
var br="multi-ai",ws=(t)=>`multi-ai check ${t}`;var bu="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),ut=(t)=>bu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),up=(t)=>{e=t},$a=(t)=>e(t);var xr=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{br,ws,bu,ut,up,$a,xr};
