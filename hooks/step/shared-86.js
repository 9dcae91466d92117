// @bun
var vs="multi-ai",Tr=(t)=>`multi-ai check ${t}`;var ri="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Y=(t)=>ri.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),hp=(t)=>{e=t},ce=(t)=>e(t),si=()=>e===Y,_s=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{vs,Tr,ri,Y,hp,ce,si,_s};
