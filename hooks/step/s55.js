// @bun
import{im}from"./s93.js";var s="host";function cl(o){let e=null,t=new Set;for(let n of o.flatMap(({spent:r})=>r)){let r=n.model!==void 0&&n.usd!==void 0&&(n.unpriced??0)===0;if(n.model!==void 0&&(r||(n.usd??0)>0))e=(e??0)+(n.usd??0);if(!r&&n.tokens>0)t.add(n.model??s)}return{usd:e,unknown:[...t].sort()}}var Qu=({usd:o,unknown:e})=>[...o===null?[]:[im(o)],...e.length===0?[]:["unknown"]].join(" and "),Ju=({usd:o,unknown:e})=>({usd:o,unknown:e.filter((t)=>t!==s)});
export{cl,Qu,Ju};
