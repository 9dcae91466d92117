// @bun
import{Sl,hr,sm}from"./s10.js";export{hr as isAsLooked,Sl as isAsLookedBefore,sm as passLooked};
