// @bun
import{Ll,yr,zm}from"./s34.js";export{yr as isAsLooked,Ll as isAsLookedBefore,zm as passLooked};
