// @bun
import{Tl,wr,gm}from"./s32.js";export{wr as isAsLooked,Tl as isAsLookedBefore,gm as passLooked};
