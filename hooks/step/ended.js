// @bun
import{wo,Fc}from"./s17.js";export{Fc as beforeEnd,wo as endedCommand};
