// @bun
import{Rl,yr,pm}from"./s15.js";export{yr as isAsLooked,Rl as isAsLookedBefore,pm as passLooked};
