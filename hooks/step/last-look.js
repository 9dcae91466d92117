// @bun
import{Cl,yr,$m}from"./s34.js";export{yr as isAsLooked,Cl as isAsLookedBefore,$m as passLooked};
