// @bun
var Jt={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},Cc=(t)=>Object.hasOwn(Jt,t);function Y(t){let{track:n="full"}=t.options;return Cc(n)?n:"full"}var Ul=(t)=>Jt[t].includes("02");
export{Jt,Cc,Y,Ul};
