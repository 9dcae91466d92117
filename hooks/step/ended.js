// @bun
import{wo,Nc}from"./s35.js";export{Nc as beforeEnd,wo as endedCommand};
