// @bun
var Cl={plan:"plan reviews",code:"code reviews"};var sp={option:"quick",of:{["yes"]:[],["grown"]:[Cl.code]}},jl=({options:e})=>e.quick==="yes",t=(e)=>({quick:"grown",moved:e}),op=(e)=>{if(!jl(e))return null;let o=e.tasks.filter((n)=>!n.void).map(({facts:n})=>n.outgrown).find((n)=>n!==void 0);return o===void 0?null:t(o)};
export{Cl,sp,jl,op};
