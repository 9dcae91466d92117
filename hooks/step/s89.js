// @bun
var y=(t)=>t?.facts??{},Rn=(t)=>(y(t).sections??[]).filter((e)=>e.verdict==="changes");var tp=(t,e)=>n(t,e);function n(t,e){if(Array.isArray(t))return t.slice(0,60).map((s)=>typeof s==="string"&&s.length>e?`${s.slice(0,e-1)}\u2026`:n(s,e));if(typeof t!=="object"||t===null)return t;let r=Object.entries(t).filter(([,s])=>s!==void 0);return Object.fromEntries(r.map(([s,i])=>[s,n(i,e)]))}var jt=({who:t})=>t.role??t.program??t.agent;
export{y,Rn,tp,jt};
