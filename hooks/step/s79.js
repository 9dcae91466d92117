// @bun
var _s="multi-ai",Tr=(t)=>`multi-ai check ${t}`;var ci="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),ee=(t)=>ci.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Dp=(t)=>{e=t},ce=(t)=>e(t),ui=()=>e===ee,Ss=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{_s,Tr,ci,ee,Dp,ce,ui,Ss};
