// @bun
var er="multi-ai",ss=(t)=>`multi-ai check ${t}`;var Cl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),De=(t)=>Cl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),$f=(t)=>{e=t},jl=(t)=>e(t);var tr=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{er,ss,Cl,De,$f,jl,tr};
