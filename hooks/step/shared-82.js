// @bun
var ks="multi-ai",xs=(t)=>`multi-ai check ${t}`;var Nu="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Y=(t)=>Nu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),pp=(t)=>{e=t},ce=(t)=>e(t),ei=()=>e===Y,$s=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{ks,xs,Nu,Y,pp,ce,ei,$s};
