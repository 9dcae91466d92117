// @bun
var Bt={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},Ja=(t)=>Object.hasOwn(Bt,t);function X(t){let{track:n="full"}=t.options;return Ja(n)?n:"full"}var ul=(t)=>Bt[t].includes("02");
export{Bt,Ja,X,ul};
