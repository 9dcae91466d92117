// @bun
import{Bl,yr,Lm}from"./s30.js";export{yr as isAsLooked,Bl as isAsLookedBefore,Lm as passLooked};
