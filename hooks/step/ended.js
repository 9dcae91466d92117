// @bun
import{wo,Fc}from"./s39.js";export{Fc as beforeEnd,wo as endedCommand};
