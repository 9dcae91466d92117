// @bun
import{u}from"./s23.js";var Zn=(o)=>u(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),sr=(o)=>u(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Kn=(o,r)=>sr(o)!==""&&sr(r).includes(sr(o));
export{Zn,sr,Kn};
