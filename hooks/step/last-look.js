// @bun
import{Ul,yr,Nm}from"./s33.js";export{yr as isAsLooked,Ul as isAsLookedBefore,Nm as passLooked};
