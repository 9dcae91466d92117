// @bun
import{go,Lc}from"./s23.js";export{Lc as beforeEnd,go as endedCommand};
