// @bun
var pn="multi-ai",ds=(t)=>`multi-ai check ${t}`;var Vl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),zt=(t)=>Vl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Yp=(t)=>{e=t},Zl=(t)=>e(t);var hc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{pn,ds,Vl,zt,Yp,Zl,hc};
