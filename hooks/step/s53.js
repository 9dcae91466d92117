// @bun
import{l}from"./s45.js";var Qn=(o)=>l(o).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu," ").trim(),Yo=(o)=>l(o.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g," ")).toLowerCase(),Xn=(o,r)=>Yo(o)!==""&&Yo(r).includes(Yo(o));
export{Qn,Yo,Xn};
