// @bun
var pn="multi-ai",ps=(t)=>`multi-ai check ${t}`;var Gl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Gl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Jp=(t)=>{e=t},Hl=(t)=>e(t);var hc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{pn,ps,Gl,yt,Jp,Hl,hc};
