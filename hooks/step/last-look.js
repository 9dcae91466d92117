// @bun
import{Sl,hr,tm}from"./s11.js";export{hr as isAsLooked,Sl as isAsLookedBefore,tm as passLooked};
