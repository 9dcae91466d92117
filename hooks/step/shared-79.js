// @bun
var co="multi-ai",uo=(t)=>`multi-ai check ${t}`;var gu="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),H=(t)=>gu.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Hf=(t)=>{e=t},oe=(t)=>e(t),Fs=()=>e===H,fo=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{co,uo,gu,H,Hf,oe,Fs,fo};
