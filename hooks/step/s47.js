// @bun
import{l}from"./s20.js";var Zn=(o)=>l(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),nr=(o)=>l(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Kn=(o,r)=>nr(o)!==""&&nr(r).includes(nr(o));
export{Zn,nr,Kn};
