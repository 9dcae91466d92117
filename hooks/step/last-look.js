// @bun
import{Al,yr,Sm}from"./s38.js";export{yr as isAsLooked,Al as isAsLookedBefore,Sm as passLooked};
