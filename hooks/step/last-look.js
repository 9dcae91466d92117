// @bun
import{_l,hr,nm}from"./s12.js";export{hr as isAsLooked,_l as isAsLookedBefore,nm as passLooked};
