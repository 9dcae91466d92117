// @bun
import{Hl,kr,zm}from"./s24.js";export{kr as isAsLooked,Hl as isAsLookedBefore,zm as passLooked};
