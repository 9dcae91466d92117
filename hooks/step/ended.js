// @bun
import{mo,Ac}from"./s21.js";export{Ac as beforeEnd,mo as endedCommand};
