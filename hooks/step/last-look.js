// @bun
import{Cl,yr,Sm}from"./s34.js";export{yr as isAsLooked,Cl as isAsLookedBefore,Sm as passLooked};
