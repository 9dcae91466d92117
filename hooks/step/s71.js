// @bun
var s=(t)=>t?.facts??{},Cr=(t)=>(s(t).sections??[]).filter((e)=>e.verdict==="changes");var Qc=(t,e)=>r(t,e);function r(t,e){if(Array.isArray(t))return t.slice(0,60).map((n)=>typeof n==="string"&&n.length>e?`${n.slice(0,e-1)}\u2026`:r(n,e));if(typeof t!=="object"||t===null)return t;let i=Object.entries(t).filter(([,n])=>n!==void 0);return Object.fromEntries(i.map(([n,o])=>[n,r(o,e)]))}var Ke=({who:t})=>t.role??t.program??t.agent;
export{s,Cr,Qc,Ke};
