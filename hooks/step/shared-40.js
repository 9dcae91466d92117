// @bun
var nn={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},Ul=(t)=>Object.hasOwn(nn,t);function bt(t){let{track:n="full"}=t.options;return Ul(n)?n:"full"}var gu=(t)=>nn[t].includes("02");
export{nn,Ul,bt,gu};
