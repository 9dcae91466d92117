// @bun
import{go,Lc}from"./s59.js";export{Lc as beforeEnd,go as endedCommand};
