// @bun
import{Gl,wr,zm}from"./s28.js";export{wr as isAsLooked,Gl as isAsLookedBefore,zm as passLooked};
