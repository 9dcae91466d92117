// @bun
var hn="multi-ai",ds=(t)=>`multi-ai check ${t}`;var Kl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Mt=(t)=>Kl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Xp=(t)=>{e=t},Ql=(t)=>e(t);var yc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{hn,ds,Kl,Mt,Xp,Ql,yc};
