// @bun
var xs="multi-ai",Or=(t)=>`multi-ai check ${t}`;var ai="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),ee=(t)=>ai.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),jp=(t)=>{e=t},ce=(t)=>e(t),li=()=>e===ee,$s=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{xs,Or,ai,ee,jp,ce,li,$s};
