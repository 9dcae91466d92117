// @bun
import{Hl,br,Cm}from"./s11.js";export{br as isAsLooked,Hl as isAsLookedBefore,Cm as passLooked};
