// @bun
import{u}from"./s27.js";var Kn=(o)=>u(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),tr=(o)=>u(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Qn=(o,r)=>tr(o)!==""&&tr(r).includes(tr(o));
export{Kn,tr,Qn};
