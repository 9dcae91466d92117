// @bun
import{_l,hr,sm}from"./s10.js";export{hr as isAsLooked,_l as isAsLookedBefore,sm as passLooked};
