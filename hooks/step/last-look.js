// @bun
import{Hl,br,Cm}from"./s10.js";export{br as isAsLooked,Hl as isAsLookedBefore,Cm as passLooked};
