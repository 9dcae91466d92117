// @bun
import{Ol,gr,rm}from"./s28.js";export{gr as isAsLooked,Ol as lookFirst,rm as passLooked};
