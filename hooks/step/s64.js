// @bun
import{u}from"./s30.js";var Kn=(o)=>u(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),or=(o)=>u(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Qn=(o,r)=>or(o)!==""&&or(r).includes(or(o));
export{Kn,or,Qn};
