// @bun
import{_l,wr,rm}from"./s28.js";export{wr as isAsLooked,_l as isAsLookedBefore,rm as passLooked};
