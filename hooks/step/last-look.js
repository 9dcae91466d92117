// @bun
import{Xl,kr,Im}from"./s33.js";export{kr as isAsLooked,Xl as isAsLookedBefore,Im as passLooked};
