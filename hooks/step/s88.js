// @bun
var nr="multi-ai",os=(t)=>`multi-ai check ${t}`;var zl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),We=(t)=>zl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),vf=(t)=>{e=t},Il=(t)=>e(t);var sr=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{nr,os,zl,We,vf,Il,sr};
