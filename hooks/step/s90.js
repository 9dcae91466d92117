// @bun
var rr="multi-ai",as=(t)=>`multi-ai check ${t}`;var Fl="status report log verify dry-run decide ruling cancel resume reset park rollback trust".split(" "),Be=(t)=>Fl.includes(t.split(" ",1)[0])?`/multi-ai:${t}`:`! multi-ai ${t}`,s=(t)=>(o)=>`${t} ${o}`.trim(),e=s("multi-ai"),Sf=(t)=>{e=t},Ml=(t)=>e(t);var or=(t)=>typeof t==="string"&&t.startsWith("multi-ai:");
export{rr,as,Fl,Be,Sf,Ml,or};
