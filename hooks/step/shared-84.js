// @bun
var uo="multi-ai",fo=(t)=>`multi-ai check ${t}`;var bu="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),H=(t)=>bu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Xf=(t)=>{e=t},oe=(t)=>e(t),Ns=()=>e===H,po=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{uo,fo,bu,H,Xf,oe,Ns,po};
