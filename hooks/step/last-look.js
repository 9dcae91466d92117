// @bun
import{Ll,yr,Em}from"./s31.js";export{yr as isAsLooked,Ll as isAsLookedBefore,Em as passLooked};
