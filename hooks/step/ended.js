// @bun
import{wo,Mc}from"./s8.js";export{Mc as beforeEnd,wo as endedCommand};
