// @bun
import{Ko,F,fo}from"./s30.js";function cf(n,{entry:e,options:t}){let{option:o=""}=n.entries[e]?.variants??{},s=t[o];return{workflow:n.name,entry:e,...s===void 0?{}:{variant:s}}}var r=({ceiling_tokens:n})=>typeof n==="number"?`At ${fo(n)} tokens you are asked whether it goes on`:"No ceiling is set (ceiling_tokens)",lf=(n,e,t)=>{let o=t===void 0?"":`. ${t}`;return[`Cost: ${e===null?`no run of this kind was completed here yet${o}`:`usually ${fo(e.tokens)} tokens, ${Ko(e.minutes)} of agents' work, ${e.money} (${F(e.runs,"earlier run")} here)`}`,r(n.settings)]};
export{cf,lf};
