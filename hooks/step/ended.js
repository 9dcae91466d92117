// @bun
import{mo,Ac}from"./s20.js";export{Ac as beforeEnd,mo as endedCommand};
