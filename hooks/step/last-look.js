// @bun
import{Wl,yr,zm}from"./s32.js";export{yr as isAsLooked,Wl as isAsLookedBefore,zm as passLooked};
