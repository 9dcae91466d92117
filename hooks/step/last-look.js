// @bun
import{Ll,kr,Pm}from"./s34.js";export{kr as isAsLooked,Ll as isAsLookedBefore,Pm as passLooked};
