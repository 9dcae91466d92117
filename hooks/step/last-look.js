// @bun
import{eu,kr,Fm}from"./s29.js";export{kr as isAsLooked,eu as isAsLookedBefore,Fm as passLooked};
