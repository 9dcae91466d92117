// @bun
import{_l,Ol,im}from"./s29.js";export{Ol as isAsLooked,_l as lookFirst,im as passLooked};
