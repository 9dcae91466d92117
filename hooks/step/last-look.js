// @bun
import{eu,kr,Nm}from"./s29.js";export{kr as isAsLooked,eu as isAsLookedBefore,Nm as passLooked};
