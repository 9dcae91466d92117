// @bun
import{l}from"./s59.js";var Bn=(o)=>l(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),Go=(o)=>l(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Gn=(o,r)=>Go(o)!==""&&Go(r).includes(Go(o));
export{Bn,Go,Gn};
