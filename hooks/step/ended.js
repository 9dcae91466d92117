// @bun
import{wo,Fc}from"./s45.js";export{Fc as beforeEnd,wo as endedCommand};
