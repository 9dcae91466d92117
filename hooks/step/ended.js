// @bun
import{wo,Ic}from"./s25.js";export{Ic as beforeEnd,wo as endedCommand};
