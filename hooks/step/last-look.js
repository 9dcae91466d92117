// @bun
import{Ul,yr,Nm}from"./s24.js";export{yr as isAsLooked,Ul as isAsLookedBefore,Nm as passLooked};
