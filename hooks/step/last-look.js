// @bun
import{Ll,kr,Pm}from"./s31.js";export{kr as isAsLooked,Ll as isAsLookedBefore,Pm as passLooked};
