// @bun
import{Up}from"./s44.js";var s="host";function al(o){let e=null,t=new Set;for(let n of o.flatMap(({spent:r})=>r)){let r=n.model!==void 0&&n.usd!==void 0&&(n.unpriced??0)===0;if(n.model!==void 0&&(r||(n.usd??0)>0))e=(e??0)+(n.usd??0);if(!r&&n.tokens>0)t.add(n.model??s)}return{usd:e,unknown:[...t].sort()}}var Hu=({usd:o,unknown:e})=>[...o===null?[]:[Up(o)],...e.length===0?[]:["unknown"]].join(" and "),Ku=({usd:o,unknown:e})=>({usd:o,unknown:e.filter((t)=>t!==s)});
export{al,Hu,Ku};
