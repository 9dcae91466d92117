// @bun
var pn="multi-ai",ds=(t)=>`multi-ai check ${t}`;var Gl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),zt=(t)=>Gl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Kp=(t)=>{e=t},Hl=(t)=>e(t);var mc=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{pn,ds,Gl,zt,Kp,Hl,mc};
