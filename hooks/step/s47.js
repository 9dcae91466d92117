// @bun
import{l}from"./s13.js";var Hn=(o)=>l(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),Jo=(o)=>l(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Vn=(o,r)=>Jo(o)!==""&&Jo(r).includes(Jo(o));
export{Hn,Jo,Vn};
