// @bun
import{Pl,yr,hm}from"./s33.js";export{yr as isAsLooked,Pl as isAsLookedBefore,hm as passLooked};
