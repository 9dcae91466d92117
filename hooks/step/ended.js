// @bun
import{wo,Fc}from"./s16.js";export{Fc as beforeEnd,wo as endedCommand};
