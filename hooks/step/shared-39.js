// @bun
var an={full:["01","02","03","04","05","06","07","08","09"],quick:["01","04","06","07","08","09"],nano:["04","07"],"config-only":["04","05","07","08"],"dep-update":["04","06","07","08"],hotfix:["04","05","06","07","08","09"]},sc=(t)=>Object.hasOwn(an,t);function _t(t){let{track:n="full"}=t.options;return sc(n)?n:"full"}var Pu=(t)=>an[t].includes("02");
export{an,sc,_t,Pu};
