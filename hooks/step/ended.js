// @bun
import{wo,Fc}from"./s18.js";export{Fc as beforeEnd,wo as endedCommand};
