// @bun
import{_l,Ol,rm}from"./s29.js";export{Ol as isAsLooked,_l as lookFirst,rm as passLooked};
