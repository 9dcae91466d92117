// @bun
import{wo,Fc}from"./s42.js";export{Fc as beforeEnd,wo as endedCommand};
