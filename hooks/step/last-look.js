// @bun
import{eu,kr,Fm}from"./s28.js";export{kr as isAsLooked,eu as isAsLookedBefore,Fm as passLooked};
