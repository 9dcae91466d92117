// @bun
import{u}from"./s81.js";var Zn=(o)=>u(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),nr=(o)=>u(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Kn=(o,r)=>nr(o)!==""&&nr(r).includes(nr(o));
export{Zn,nr,Kn};
