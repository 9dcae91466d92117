// @bun
var hn={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},ou=(t)=>Object.hasOwn(hn,t);function ct(t){let{track:n="full"}=t.options;return ou(n)?n:"full"}var Bd=(t)=>hn[t].includes("02");
export{hn,ou,ct,Bd};
