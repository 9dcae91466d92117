// @bun
var dn={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},Sc=(t)=>Object.hasOwn(dn,t);function ne(t){let{track:n="full"}=t.options;return Sc(n)?n:"full"}var Hu=(t)=>dn[t].includes("02");
export{dn,Sc,ne,Hu};
