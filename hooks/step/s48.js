// @bun
import{l}from"./s13.js";var Gn=(o)=>l(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),Xo=(o)=>l(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Hn=(o,r)=>Xo(o)!==""&&Xo(r).includes(Xo(o));
export{Gn,Xo,Hn};
