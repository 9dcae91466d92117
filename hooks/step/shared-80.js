// @bun
var fo="multi-ai",po=(t)=>`multi-ai check ${t}`;var ku="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),H=(t)=>ku.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Yf=(t)=>{e=t},oe=(t)=>e(t),Ds=()=>e===H,mo=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{fo,po,ku,H,Yf,oe,Ds,mo};
