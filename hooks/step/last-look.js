// @bun
import{Tl,kr,mm}from"./s19.js";export{kr as isAsLooked,Tl as isAsLookedBefore,mm as passLooked};
