// @bun
import{mo,Ac}from"./s19.js";export{Ac as beforeEnd,mo as endedCommand};
