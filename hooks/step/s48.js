// @bun
import{l}from"./s24.js";var Hn=(o)=>l(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),er=(o)=>l(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Vn=(o,r)=>er(o)!==""&&er(r).includes(er(o));
export{Hn,er,Vn};
