// @bun
import{Ll,kr,Tm}from"./s34.js";export{kr as isAsLooked,Ll as isAsLookedBefore,Tm as passLooked};
