// @bun
import{eu,br,Im}from"./s28.js";export{br as isAsLooked,eu as isAsLookedBefore,Im as passLooked};
