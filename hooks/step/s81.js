// @bun
var pn="multi-ai",ds=(t)=>`multi-ai check ${t}`;var Zl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),zt=(t)=>Zl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Jp=(t)=>{e=t},Kl=(t)=>e(t);var gc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{pn,ds,Zl,zt,Jp,Kl,gc};
