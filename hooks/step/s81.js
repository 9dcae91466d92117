// @bun
var pn="multi-ai",ds=(t)=>`multi-ai check ${t}`;var Ul="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),zt=(t)=>Ul.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Qp=(t)=>{e=t},Gl=(t)=>e(t);var mc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{pn,ds,Ul,zt,Qp,Gl,mc};
