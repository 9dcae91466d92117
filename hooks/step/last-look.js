// @bun
import{tu,xr,Fm}from"./s25.js";export{xr as isAsLooked,tu as isAsLookedBefore,Fm as passLooked};
