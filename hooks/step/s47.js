// @bun
import{l}from"./s13.js";var Hn=(o)=>l(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),Yo=(o)=>l(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Vn=(o,r)=>Yo(o)!==""&&Yo(r).includes(Yo(o));
export{Hn,Yo,Vn};
