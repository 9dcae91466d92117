// @bun
import{u}from"./s27.js";var Kn=(o)=>u(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),nr=(o)=>u(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Qn=(o,r)=>nr(o)!==""&&nr(r).includes(nr(o));
export{Kn,nr,Qn};
