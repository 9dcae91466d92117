// @bun
var dn="multi-ai",us=(t)=>`multi-ai check ${t}`;var ql="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),zt=(t)=>ql.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Hp=(t)=>{e=t},Bl=(t)=>e(t);var pc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{dn,us,ql,zt,Hp,Bl,pc};
