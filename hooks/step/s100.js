// @bun
var wr="multi-ai",hs=(t)=>`multi-ai check ${t}`;var yu="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),ut=(t)=>yu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),ap=(t)=>{e=t},ba=(t)=>e(t);var yr=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{wr,hs,yu,ut,ap,ba,yr};
