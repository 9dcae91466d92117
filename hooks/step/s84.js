// @bun
var pn="multi-ai",ps=(t)=>`multi-ai check ${t}`;var Hl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),yt=(t)=>Hl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Yp=(t)=>{e=t},Vl=(t)=>e(t);var yc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{pn,ps,Hl,yt,Yp,Vl,yc};
