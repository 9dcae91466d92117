// @bun
import{Hl,br,Cm}from"./s26.js";export{br as isAsLooked,Hl as isAsLookedBefore,Cm as passLooked};
