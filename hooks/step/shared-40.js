// @bun
var tn={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},Ul=(t)=>Object.hasOwn(tn,t);function bt(t){let{track:n="full"}=t.options;return Ul(n)?n:"full"}var mu=(t)=>tn[t].includes("02");
export{tn,Ul,bt,mu};
