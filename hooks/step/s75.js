// @bun
var $s="multi-ai",Tr=(t)=>`multi-ai check ${t}`;var li="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),ee=(t)=>li.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),jp=(t)=>{e=t},ce=(t)=>e(t),ci=()=>e===ee,vs=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{$s,Tr,li,ee,jp,ce,ci,vs};
