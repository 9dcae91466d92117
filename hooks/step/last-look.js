// @bun
import{Hl,br,Cm}from"./s29.js";export{br as isAsLooked,Hl as isAsLookedBefore,Cm as passLooked};
