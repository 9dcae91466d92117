// @bun
import{go,Ic}from"./s35.js";export{Ic as beforeEnd,go as endedCommand};
