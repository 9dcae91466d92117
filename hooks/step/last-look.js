// @bun
import{Ll,yr,Am}from"./s31.js";export{yr as isAsLooked,Ll as isAsLookedBefore,Am as passLooked};
