// @bun
import{u}from"./s26.js";var Zn=(o)=>u(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),or=(o)=>u(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Kn=(o,r)=>or(o)!==""&&or(r).includes(or(o));
export{Zn,or,Kn};
