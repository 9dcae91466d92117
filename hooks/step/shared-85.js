// @bun
var wn={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},nu=(t)=>Object.hasOwn(wn,t);function ut(t){let{track:n="full"}=t.options;return nu(n)?n:"full"}var qd=(t)=>wn[t].includes("02");
export{wn,nu,ut,qd};
