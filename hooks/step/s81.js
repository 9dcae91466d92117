// @bun
var jl={plan:"plan reviews",code:"code reviews"};var rp={option:"quick",of:{["yes"]:[],["grown"]:[jl.code]}},Ml=({options:e})=>e.quick==="yes",t=(e)=>({quick:"grown",moved:e}),ip=(e)=>{if(!Ml(e))return null;let o=e.tasks.filter((n)=>!n.void).map(({facts:n})=>n.outgrown).find((n)=>n!==void 0);return o===void 0?null:t(o)};function zl({options:e}){if(e.quick===void 0)return null;return e.moved===void 0?"Quick (--quick): one review of the plan, one of the code":`Quick (--quick), moved up: ${e.moved}. Every code reviewer looks; the plan had one review`}
export{jl,rp,Ml,ip,zl};
