// @bun
import{Nu,D,uo}from"./s27.js";function Id(n,{entry:e,options:t}){let{option:o=""}=n.entries[e]?.variants??{},s=t[o];return{workflow:n.name,entry:e,...s===void 0?{}:{variant:s}}}var r=({ceiling_tokens:n})=>typeof n==="number"?`At ${uo(n)} tokens you are asked whether it goes on`:"No ceiling is set (ceiling_tokens)",Ld=(n,e,t)=>{let o=t===void 0?"":`. ${t}`;return[`Cost: ${e===null?`no run of this kind was completed here yet${o}`:`usually ${uo(e.tokens)} tokens, ${Nu(e.minutes)} of agents' work, ${e.money} (${D(e.runs,"earlier run")} here)`}`,r(n.settings)]};
export{Id,Ld};
