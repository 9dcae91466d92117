// @bun
var r=(t)=>t?.facts??{},xn=(t)=>(r(t).sections??[]).filter((e)=>e.verdict==="changes");var Qd=(t,e)=>n(t,e);function n(t,e){if(Array.isArray(t))return t.slice(0,60).map((s)=>typeof s==="string"&&s.length>e?`${s.slice(0,e-1)}\u2026`:n(s,e));if(typeof t!=="object"||t===null)return t;let i=Object.entries(t).filter(([,s])=>s!==void 0);return Object.fromEntries(i.map(([s,o])=>[s,n(o,e)]))}var Ie=({who:t})=>t.role??t.program??t.agent;
export{r,xn,Qd,Ie};
